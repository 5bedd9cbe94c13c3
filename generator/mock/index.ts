export {
  type HandlerData,
  type HandlerDataOptions,
  handlerDataOf,
  type OperationData,
} from "./handler-data.js";
export { Mock, type MockAnswer, type MockOptions, mockHeader, type Unsatisfied } from "./mock.js";
export { type RunningMock, type ServeOptions, serveMock, usualPort } from "./serve-mock.js";
