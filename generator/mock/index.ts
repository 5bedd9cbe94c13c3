export { Mock, type MockAnswer, type MockOptions, mockHeader, type Unsatisfied } from "./mock.js";
export { type RunningMock, type ServeOptions, serveMock, usualPort } from "./serve-mock.js";
