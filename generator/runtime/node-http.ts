/**
 * Lets node:http and what is built on it serve a Fetch-API handler. What it uses of Node's requests
 * and responses is declared here, so that the client imports nothing and needs no types of Node.
 */

export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** What is used of a request of node:http, node:https or node:http2. */
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

/** What is used of a request of Express besides. */
export interface ExpressRequest extends NodeRequest {
  readonly originalUrl: string;
  readonly body?: unknown;
  /** The body as it arrived, where a parser was told to keep it. */
  readonly rawBody?: unknown;
}

/** What is used of a response of node:http, node:https or node:http2. */
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
  /**
   * Told of what the handler throws, of a response that could not be sent whole, and of a body that
   * something else had read.
   */
  readonly onError?: (error: unknown) => void;
}

/**
 * Makes a listener for `createServer` of node:http, node:https and node:http2. If the handler throws,
 * the response is 500 and says nothing of the error. If the client goes away, the request's signal
 * is aborted. Only what the connection itself tells is believed: no `X-Forwarded-…` header.
 */
export function toNodeListener(
  handler: FetchHandler,
  options: NodeListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => void {
  return (incoming, outgoing) => {
    void serve(handler, { incoming, target: incoming.url }, outgoing, options);
  };
}

/**
 * Makes a handler for a route of Express 4 and 5. It reads the body itself, or takes it from
 * `rawBody`, or from `body` if that is text or bytes. Behind `express.json()`, which keeps neither,
 * the response is 500 and says so.
 */
export function toExpressHandler(
  handler: FetchHandler,
  options: NodeListenerOptions = {},
): (request: ExpressRequest, response: NodeResponse) => void {
  return (incoming, outgoing) => {
    const body = [incoming.rawBody, incoming.body].find(isRaw);
    // `url` lacks the path under which a router is mounted.
    const given = { incoming, target: incoming.originalUrl, body };
    void serve(handler, given, outgoing, options);
  };
}

interface Given {
  readonly incoming: NodeRequest;
  /** The target of the request: path and query. */
  readonly target: string | undefined;
  /** The body, if something else has read it and kept it as it was. */
  readonly body?: Body | undefined;
}

type Body = NonNullable<RequestInit["body"]>;

const isRaw = (body: unknown): body is string & Body =>
  typeof body === "string" || body instanceof Uint8Array;

/** Never rejects: whatever happens is a response, or the end of the connection. */
async function serve(
  handler: FetchHandler,
  given: Given,
  outgoing: NodeResponse,
  { onError }: NodeListenerOptions,
): Promise<void> {
  const tell = (error: unknown): void => {
    try {
      onError?.(error);
    } catch {
      // The client must get its response.
    }
  };
  const client = new AbortController();
  let isSent = false;
  outgoing.on("close", () => {
    if (!isSent) client.abort();
  });
  // Told by "close", too; without a listener, it would end the process.
  outgoing.on("error", () => {});
  try {
    if (isLost(given)) {
      tell(new Error(lost));
      fail(lost, given.incoming, outgoing);
    } else {
      const request = toRequest(given, client.signal);
      const response = request ? await handler(request) : refusal();
      await send(response, given.incoming, outgoing, client.signal);
    }
  } catch (error) {
    if (!client.signal.aborted) tell(error);
    if (outgoing.headersSent) outgoing.destroy();
    else fail("failed", given.incoming, outgoing);
  }
  isSent = true;
}

/** Told to the client, too: nothing in it is secret, and who sets a server up sees it first. */
const lost =
  "The body of the request was read before the handler got it, and was not kept as it arrived. Register the handler before express.json() or any other parser; or parse this route with express.raw({ type: () => true }); or keep the bytes: express.json({ verify: (request, response, bytes) => { request.rawBody = bytes; } }).";

function isLost({ incoming, body }: Given): boolean {
  return (
    hasBody(incoming) && body === undefined && (incoming.readableDidRead || incoming.readableEnded)
  );
}

const hasBody = ({ method }: NodeRequest): boolean => method !== "GET" && method !== "HEAD";

const refusal = (): Response => new Response("bad request\n", { status: 400 });

function fail(problem: string, incoming: NodeRequest, outgoing: NodeResponse): void {
  if (outgoing.destroyed) return;
  const headers = { "content-type": "text/plain; charset=utf-8", ...closing(incoming) };
  outgoing.writeHead(500, headers);
  if (incoming.method !== "HEAD") outgoing.write(`${problem}\n`);
  outgoing.end();
}

/** The request in terms of fetch; undefined if it has none, such as TRACE. */
function toRequest(given: Given, signal: AbortSignal): Request | undefined {
  const { incoming, target = "/" } = given;
  const { method = "GET" } = incoming;
  const body = hasBody(incoming) ? (given.body ?? streamOf(incoming)) : undefined;
  try {
    return new Request(toUrl(incoming, target), {
      method,
      headers: toHeaders(incoming),
      signal,
      ...(body !== undefined && { body }),
      // Of the streams alone, but no compiler knows it.
      ...({ duplex: "half" } as object),
    });
  } catch {
    return undefined;
  }
}

function toUrl({ headers, socket }: NodeRequest, target: string): URL {
  const scheme = "encrypted" in socket && socket.encrypted ? "https" : "http";
  const given = headers[":authority"] ?? headers["host"];
  // It is the client that says it: no more than a host and a port may get into the URL.
  const host = typeof given === "string" && /^[\w.[\]:-]+$/.test(given) ? given : "localhost";
  // A path that starts with two slashes would be another host to `new URL(target, base)`.
  if (target.startsWith("/")) return new URL(`${scheme}://${host}${target}`);
  // A proxy's client sends a whole URL, of which the host is already said; OPTIONS may send `*`.
  const { pathname, search } = new URL(target, `${scheme}://${host}`);
  return new URL(`${scheme}://${host}${pathname}${search}`);
}

function toHeaders({ headers }: NodeRequest): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    // HTTP/2 has the method and the target among its headers.
    if (value === undefined || name.startsWith(":")) continue;
    for (const each of typeof value === "string" ? [value] : value) result.append(name, each);
  }
  return result;
}

function streamOf(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]();
  // Nothing is read ahead, so that what a handler leaves unread stays in the connection. Nor is
  // anything cancelled: that would close the connection before its response.
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

/** If part of the body was not read, Node must not take it for the next request. */
const closing = ({ complete, httpVersionMajor }: NodeRequest): Record<string, string> =>
  complete || httpVersionMajor > 1 ? {} : { connection: "close" };

async function send(
  response: Response,
  incoming: NodeRequest,
  outgoing: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  const reader = response.body?.getReader();
  try {
    const headers: Record<string, string | string[]> = Object.fromEntries(
      [...response.headers].filter(
        ([name]) => incoming.httpVersionMajor === 1 || !ofHttp1.includes(name),
      ),
    );
    const cookies = response.headers.getSetCookie();
    // The only header whose values cannot be joined.
    if (cookies.length > 0) headers["set-cookie"] = cookies;
    if (signal.aborted) return;
    outgoing.writeHead(response.status, { ...headers, ...closing(incoming) });
    if (reader && incoming.method !== "HEAD") await pump(reader, outgoing, signal);
    outgoing.end();
  } finally {
    // Of a body that was read whole, its maker hears nothing.
    void reader?.cancel().catch(() => {});
  }
}

/** Headers of a connection, which HTTP/2 has in another form and Node refuses there. */
const ofHttp1 = ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];

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
    // Ends the read that may be waiting; whoever makes the body hears that nobody listens.
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
