export {
  type HandlerData,
  type HandlerDataOptions,
  handlerDataOf,
  type OperationData,
} from "./handler-data.js";
export { Mock, type MockOptions } from "./mock.js";
export { type MockAnswer, mockHeader, type Unsatisfied } from "./mock-answer.js";
export { type RunningMock, type ServeOptions, serveMock, usualPort } from "./serve-mock.js";
