export type { BasicCredential, Credential } from "./auth.js";
export { encodeBasic } from "./basic.js";
export type { BodyContent } from "./body.js";
export { ApiCall } from "./call.js";
export type { CallOptions, Client, ClientConfig, ClientOptions } from "./client.js";
export { createClient } from "./client.js";
export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  CancelledError,
  ConflictError,
  ConnectionError,
  InvalidArgumentError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  StatusError,
  TimeoutError,
  UnexpectedRedirectError,
  UnreadableResponseError,
} from "./errors.js";
export type { ServerSentEvent } from "./events.js";
export { InferredOperationError, type InferredOption } from "./gate.js";
export type {
  ErrorEvent,
  HookEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./hooks.js";
export type { OperationDescriptor } from "./operation.js";
export { type PagedCall, PaginationError } from "./paginate.js";
export type {
  FailedWith,
  Failure,
  FailureByStatus,
  OtherFailure,
  OtherServerFailure,
  Success,
  Unanswered,
} from "./result.js";
export type { SendOptions } from "./settings.js";
export type { Status2XX, Status3XX, Status4XX, Status5XX } from "./status.js";
export { type OtherKind, WebhookError, type WebhookOptions } from "./webhook.js";
