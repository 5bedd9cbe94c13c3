import type { Credentials } from "../../generator/runtime/auth.js";
import { type ClientConfig, createClient } from "../../generator/runtime/client.js";
import type { ApiCall, CallOptions, ClientOptions } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import type { AnyResult } from "../../generator/runtime/response.js";

export type UntypedCall = ApiCall<unknown, AnyResult>;
export type Call = (
  operation: Partial<OperationDescriptor>,
  args?: object,
  options?: CallOptions,
) => UntypedCall;

/**
 * Calls operations that are written by hand; what is left out is `GET /things/`. One attempt each,
 * unless the options say otherwise.
 */
export function callerOf(
  options: ClientOptions,
  config?: Partial<ClientConfig>,
  credentials?: Credentials,
): Call {
  return retryingCallerOf({ maxRetries: 0, ...options }, config, credentials);
}

/** The same with the runtime's own number of retries. */
export function retryingCallerOf(
  options: ClientOptions,
  config: Partial<ClientConfig> = {},
  credentials: Credentials = {},
): Call {
  const client = createClient(
    { servers: [], credentials: {}, security: [], userAgent: "test/1", ...config },
    options,
    credentials,
  );
  return (operation, args, callOptions) =>
    client.call(
      { id: "listThings", method: "GET", path: "/things/", ...operation },
      args,
      callOptions,
    );
}

/** What a promise rejects with. */
export async function rejectionOf(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
}

/** What a call comes to: its data, or the name of its error. */
export async function outcomeOf(call: UntypedCall): Promise<unknown> {
  const result = await call.result();
  return result.ok ? result.data : result.error.name;
}

/** Milliseconds that a promise takes to settle. */
export async function durationOf(promise: PromiseLike<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.allSettled([promise]);
  return performance.now() - start;
}

/**
 * Milliseconds that a promise takes to settle, and by how many that is later than a bare timer of
 * `ms` beside it: on a busy machine every timer is late, which is no fault of the client.
 */
export async function timesOf(
  promise: PromiseLike<unknown>,
  ms: number,
): Promise<{ took: number; late: number }> {
  const [took, bare] = await Promise.all([
    durationOf(promise),
    durationOf(new Promise((resolve) => setTimeout(resolve, ms))),
  ]);
  return { took, late: took - bare };
}
