import type { ApiError, RequestInfo } from "./errors.js";

/**
 * Told of each step of a call, for logs, metrics and traces. What `request` throws fails the call,
 * as nothing is sent yet; what the others throw is ignored, since it must not change the outcome of
 * a request that was made.
 */
export interface Hooks {
  /** Before each attempt. */
  request?(event: RequestEvent): void | Promise<void>;
  /** After the headers of each response, whatever its status. */
  response?(event: ResponseEvent): void;
  /** Before the delay of each retry. */
  retry?(event: RetryEvent): void;
  /** When the call has failed for good: a status that is not a success, or no usable response. */
  error?(event: ErrorEvent): void;
}

/** What every hook is told. No hook sees a credential. */
export interface HookEvent extends RequestInfo {
  /** The same object in all events of a call, and in those of no other. */
  readonly call: object;
  /** 1 for the first attempt; 0 if the call failed before one. */
  readonly attempt: number;
}

/** Before an attempt. */
export interface RequestEvent extends HookEvent {
  /** The headers that will be sent, before credentials join them; may be added to. */
  readonly headers: Headers;
}

/** After the headers of a response. */
export interface ResponseEvent extends HookEvent {
  /** The status of the response. */
  readonly status: number;
  /** The headers of the response. */
  readonly headers: Headers;
  /** Milliseconds from the start of the attempt to the headers of the response. */
  readonly durationMs: number;
}

/** Before the delay of a retry. */
export interface RetryEvent extends HookEvent {
  /** Why the attempt failed: its status, or the error if there was no response. */
  readonly reason: number | ApiError;
  /** How long the client waits now, in milliseconds. */
  readonly delayMs: number;
}

/** When a call has failed for good. */
export interface ErrorEvent extends HookEvent {
  /** What the call rejects with. */
  readonly error: ApiError;
  /** Milliseconds from the start of the call. */
  readonly durationMs: number;
}

/** The event of each hook. */
interface Events {
  readonly request: RequestEvent;
  readonly response: ResponseEvent;
  readonly retry: RetryEvent;
  readonly error: ErrorEvent;
}

/**
 * Calls a hook, if there is one.
 *
 * @param own what its event says beside what all events of the call say
 * @returns rejects with what `request` throws, and with nothing else
 */
export type CallHook = <Name extends keyof Events>(
  name: Name,
  own: Omit<Events[Name], keyof HookEvent>,
) => Promise<unknown>;
