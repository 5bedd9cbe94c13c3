/** Serves a Fetch API handler by node:http. What it uses of Node is declared here, not imported. */

export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Of node:http, node:https or node:http2. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly httpVersionMajor: number;
  readonly complete: boolean;
  readonly readableEnded: boolean;
  readonly readableDidRead: boolean;
  readonly socket: object;
  [Symbol.asyncIterator](): AsyncIterator<unknown>;
}

export interface ExpressRequest extends NodeRequest {
  readonly originalUrl: string;
  readonly body?: unknown;
  /** The body as it arrived, where a parser was told to keep it. */
  readonly rawBody?: unknown;
}

/** Of node:http, node:https or node:http2. */
export interface NodeResponse {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  writeHead(status: number, headers: Record<string, string | string[]>): unknown;
  /** Undeclared in the types of node:http2. */
  flushHeaders?(): void;
  write(chunk: string | Uint8Array): boolean;
  end(): unknown;
  destroy(): unknown;
  on(event: "close" | "drain" | "error", listener: () => void): unknown;
}

export interface NodeListenerOptions {
  /** Told of what the handler throws, and of a response that could not be sent whole. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Makes a listener for `createServer` of node:http, node:https and node:http2. If the handler throws,
 * the response is 500 and says nothing of the error. If the client goes away, the request's signal
 * is aborted. `X-Forwarded-…` headers are not believed.
 */
export function toNodeListener(
  handler: FetchHandler,
  options: NodeListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => void {
  return (incoming, outgoing) => {
    void serve(handler, incoming, incoming.url, undefined, outgoing, options);
  };
}

/**
 * Makes a handler for a route of Express 4 and 5, which does as toNodeListener. A body that was read
 * before is taken from `rawBody`, or from `body` if that is text or bytes; behind `express.json()`,
 * which keeps neither, the response is 500 and says so.
 */
export function toExpressHandler(
  handler: FetchHandler,
  options: NodeListenerOptions = {},
): (request: ExpressRequest, response: NodeResponse) => void {
  return (incoming, outgoing) => {
    const kept = [incoming.rawBody, incoming.body].find(isRaw);
    // `url` lacks the path under which a router is mounted.
    void serve(handler, incoming, incoming.originalUrl, kept, outgoing, options);
  };
}

type Body = NonNullable<RequestInit["body"]>;

const isRaw = (body: unknown): body is string & Body =>
  typeof body === "string" || body instanceof Uint8Array;

/** Told to the client: nothing in it is secret, and who sets a server up is its first client. */
const lost =
  "the body was read before the handler got it: register the handler before express.json(), or parse its route with express.raw(), or have the parser keep request.rawBody";

/** Never rejects: whatever happens is a response, or the end of the connection. */
async function serve(
  handler: FetchHandler,
  incoming: NodeRequest,
  target: string | undefined,
  kept: Body | undefined,
  outgoing: NodeResponse,
  { onError }: NodeListenerOptions,
): Promise<void> {
  const client = new AbortController();
  const { signal } = client;
  let isSent = false;
  outgoing.on("close", () => {
    if (!isSent) client.abort();
  });
  // "close" tells of it, too; without a listener, it would end the process.
  outgoing.on("error", () => {});
  try {
    await send(await answer(handler, incoming, target, kept, signal), incoming, outgoing, signal);
  } catch (error) {
    try {
      if (!signal.aborted) onError?.(error);
    } catch {
      // The client must get its response.
    }
    if (outgoing.headersSent) outgoing.destroy();
    else await send(refuse(500, "failed"), incoming, outgoing, signal);
  }
  isSent = true;
}

const refuse = (status: number, problem: string): Response =>
  new Response(`${problem}\n`, { status });

async function answer(
  handler: FetchHandler,
  incoming: NodeRequest,
  target: string | undefined,
  kept: Body | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const { method = "GET", readableDidRead, readableEnded } = incoming;
  const hasBody = method !== "GET" && method !== "HEAD";
  if (hasBody && kept === undefined && (readableDidRead || readableEnded)) {
    return refuse(500, lost);
  }
  const body = hasBody ? (kept ?? streamOf(incoming)) : null;
  let request: Request;
  try {
    const init = { method, headers: toHeaders(incoming), signal, body, duplex: "half" } as const;
    request = new Request(toUrl(incoming, target), init);
  } catch {
    // Fetch has no TRACE, for example.
    return refuse(400, "bad request");
  }
  return handler(request);
}

function toUrl({ headers, socket }: NodeRequest, target = "/"): string {
  const scheme = "encrypted" in socket && socket.encrypted ? "https" : "http";
  const given = String(headers[":authority"] ?? headers["host"]);
  // The client says it: no more than a host and a port may get into the URL.
  const origin = `${scheme}://${/^[\w.[\]:-]+$/.test(given) ? given : "localhost"}`;
  // A path with two slashes in front would be another host to `new URL(target, origin)`.
  if (target.startsWith("/")) return origin + target;
  // The client of a proxy sends a whole URL.
  const { pathname, search } = new URL(target, origin);
  return origin + pathname + search;
}

function toHeaders({ headers }: NodeRequest): Headers {
  const result = new Headers();
  for (const [name, value = []] of Object.entries(headers)) {
    // HTTP/2 has the method and the target among them.
    if (name.startsWith(":")) continue;
    for (const each of typeof value === "string" ? [value] : value) result.append(name, each);
  }
  return result;
}

/**
 * The body. Nothing is read ahead, so that what a handler leaves unread stays in the connection, and
 * nothing is cancelled: that would close the connection before its response.
 */
function streamOf(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value as Uint8Array);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Headers of a connection; HTTP/2 says the same by other means, and Node refuses them there. */
const ofConnection = /^(?:connection|keep-alive|proxy-connection|transfer-encoding|upgrade)$/;

async function send(
  response: Response,
  { method, complete, httpVersionMajor }: NodeRequest,
  outgoing: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  const reader = response.body?.getReader();
  try {
    if (signal.aborted || outgoing.destroyed) return;
    const headers: Record<string, string | string[]> = {};
    response.headers.forEach((value, name) => {
      if (httpVersionMajor === 1 || !ofConnection.test(name)) headers[name] = value;
    });
    // The only header whose values cannot be joined.
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) headers["set-cookie"] = cookies;
    // Node must not take what was not read of the body for the next request.
    if (!complete && httpVersionMajor === 1) headers["connection"] = "close";
    outgoing.writeHead(response.status, headers);
    if (reader && method !== "HEAD") await pump(reader, outgoing, signal);
    outgoing.end();
  } finally {
    // Of a body that was read whole, its maker hears nothing.
    void reader?.cancel().catch(() => {});
  }
}

/** Sends the body as fast as the client takes it. */
async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  outgoing: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  let wake = (): void => {};
  outgoing.on("drain", () => wake());
  signal.addEventListener("abort", () => {
    wake();
    // Ends the read that may be waiting.
    void reader.cancel().catch(() => {});
  });
  // An event stream may have nothing to say for long.
  outgoing.flushHeaders?.();
  for (let part = await reader.read(); part.value; part = await reader.read()) {
    const drained = new Promise<void>((resolve) => {
      wake = resolve;
    });
    if (!outgoing.write(part.value) && !signal.aborted) await drained;
    if (signal.aborted) return;
  }
}
