import createOpenApiClient, {
  defaultBodySerializer,
  type Client as OpenApiClient,
  type ClientOptions as OpenApiOptions,
} from "openapi-fetch";
import type { Client } from "../client.js";
import { refuse } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import type { ClientOptions } from "../options.js";
import { mergeHeaders } from "../request.js";
import { type Call, type Init, makeCall, type Serialize, type Untyped } from "./call.js";

export type { OpenApiClient };

/** Options of openapi-fetch's own that its client here takes as they are. */
const passedOn = [
  "bodySerializer",
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "querySerializer",
  "referrer",
  "referrerPolicy",
  "Request",
  "requestInitExt",
  "signal",
] as const;

/**
 * Options of openapi-fetch beside those of the client. Of its others, `baseUrl`, `fetch` and
 * `headers` are the client's; InvalidArgumentError for `pathSerializer`, because the client writes
 * paths as the spec says and guards them, and for `redirect`, because it follows none that would
 * lose a body or leave the origin.
 */
export type OpenApiFetchOptions = Pick<
  OpenApiOptions,
  Extract<keyof OpenApiOptions, (typeof passedOn)[number]>
>;

declare const ofPaths: unique symbol;

/** Operations by method and path template, `GET /things/{id}`. */
export type FetchOperations<Paths> = Readonly<Record<string, OperationDescriptor>> & {
  readonly [ofPaths]?: Paths;
};

/**
 * Makes openapi-fetch's client, which sends by this client's runtime.
 *
 * Each call is given a `fetch` of its own, because that is the one place from which openapi-fetch
 * sends, and the only one behind everybody's middleware; and a call alone knows its operation: from
 * a URL nobody can tell the template.
 *
 * @param makeClient makes what sends
 * @param apiOptions names of the options that are this API's own, such as its credentials
 * @throws InvalidArgumentError naming the option, if one is missing or cannot be used
 */
export function createFetch<Paths extends object, Options extends ClientOptions>(
  makeClient: (options: Options) => Client,
  operations: FetchOperations<Paths>,
  apiOptions: readonly string[],
  options: Options,
): OpenApiClient<Paths> {
  const given = options as Options & Untyped;
  const isOpenApis = (name: string) => Object.hasOwn(given, name) && !apiOptions.includes(name);
  for (const name of ["pathSerializer", "redirect"]) {
    if (isOpenApis(name)) refuse(name, "is set by the client and is not an option");
  }
  // Openapi-fetch sends them, so that middleware sees them, and a call can take one away by null.
  const headers = mergeHeaders({}, options.headers);
  const client = makeClient({ ...options, headers: undefined });
  const own = passedOn.filter(isOpenApis).map((name) => [name, given[name]]);
  const passed: OpenApiFetchOptions = Object.fromEntries(own);
  const inner = createOpenApiClient<Paths>({
    ...passed,
    headers,
    // A Request wants it for a body that is a stream, and does not mind it for another.
    ...{ duplex: "half" },
  });
  // Once for all calls, and before anybody else's: it sees the request first and the response last.
  const calls = new WeakMap<object, Call>();
  inner.use({
    onRequest: ({ request, options: { fetch } }) => {
      const call = calls.get(fetch);
      if (call) call.request = request;
    },
    onResponse: ({ options: { fetch } }) => {
      const call = calls.get(fetch);
      if (call) call.isPassed = true;
    },
  });
  const call = makeCall({
    // Openapi-fetch types them by the paths, of which nothing is known here.
    request: inner.request as never,
    serialize: (passed.bodySerializer ?? defaultBodySerializer) as Serialize,
    client,
    operations,
    calls,
    options: given,
  });
  const send = (method: string) => (path: string, init?: Init) => call(method, path, init);
  const methods = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];
  const made: object = {
    ...Object.fromEntries(methods.map((method) => [method, send(method)])),
    request: (method: string, path: string, init?: Init) => call(method.toUpperCase(), path, init),
    use: inner.use,
    eject: inner.eject,
  };
  // It has all members of the client of openapi-fetch, which types them by the paths.
  return made as OpenApiClient<Paths>;
}
