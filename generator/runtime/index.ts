export type { BasicCredential, Credential, CredentialRequest } from "./auth.js";
export type { BodyContent } from "./body.js";
export type { ApiCall } from "./call.js";
export type { Client } from "./client.js";
export {
  ApiError,
  AuthenticationError,
  BadRequestError,
  CancelledError,
  ConflictError,
  ConnectionError,
  InferredOperationError,
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
export type {
  ErrorEvent,
  HookEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from "./hooks.js";
export type {
  BaseUrlOption,
  CallOptions,
  ClientOptions,
  FetchOptions,
  InferredOption,
  LimitOptions,
  LocatedOperation,
  ParseJson,
  SendOptions,
  Sign,
  SignedRequest,
  WithoutCredential,
} from "./options.js";
export { type PagedCall, PaginationError } from "./pagination.js";
export type {
  FailedWith,
  Failure,
  FailureByStatus,
  OtherFailure,
  OtherServerFailure,
  Status2XX,
  Status3XX,
  Status4XX,
  Status5XX,
  Success,
  Unanswered,
  WithHeaders,
} from "./results.js";
export type { ServerSentEvent } from "./streams.js";
export { type OtherKind, WebhookError, type WebhookOptions } from "./webhooks.js";
