import type { Credentials } from "../../generator/runtime/auth.js";
import {
  type ApiCall,
  type CallOptions,
  type ClientConfig,
  type ClientOptions,
  createClient,
  type OperationDescriptor,
} from "../../generator/runtime/index.js";
import type { AnyResult } from "../../generator/runtime/response.js";

export type UntypedCall = ApiCall<unknown, AnyResult>;
export type Call = (
  operation: Partial<OperationDescriptor>,
  args?: object,
  options?: CallOptions,
) => UntypedCall;

/** Calls operations that are written by hand; what is left out is `GET /things/`. */
export function callerOf(
  options: ClientOptions,
  config: Partial<ClientConfig> = {},
  credentials: Credentials = {},
): Call {
  const client = createClient({ credentials: {}, security: [], ...config }, options, credentials);
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
