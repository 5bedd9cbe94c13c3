export type { BasicCredential, Credential } from "./auth.js";
export type { BodyContent } from "./body.js";
export { ApiCall } from "./call.js";
export type { CallOptions, Client, ClientConfig, ClientOptions } from "./client.js";
export { createClient } from "./client.js";
export {
  ApiError,
  ConnectionError,
  InvalidArgumentError,
  StatusError,
  UnreadableResponseError,
} from "./errors.js";
export { InferredOperationError, type InferredOption } from "./gate.js";
export type { OperationDescriptor } from "./operation.js";
export type { Failure, Success, Unanswered } from "./result.js";
export type { FailureStatus, Status2XX, Status3XX, Status4XX, Status5XX } from "./status.js";
