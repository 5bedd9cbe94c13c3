import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  /** Path and query, as they were on the wire. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Respond = (response: ServerResponse, arrived: Arrived) => void;

/** A server on loopback that remembers what arrives. */
export interface TestServer {
  readonly url: string;
  /** Answers all requests from now on. */
  respond: Respond;
  /** The requests that arrived since it was last asked. */
  take(): Arrived[];
  close(): Promise<void>;
}

/** Answers with `{}` unless told otherwise. */
export async function serve(respond: Respond = json({})): Promise<TestServer> {
  let arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const seen = { method, target: url, headers, body: Buffer.concat(chunks) };
    arrived.push(seen);
    testServer.respond(response, seen);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const testServer: TestServer = {
    url: `http://127.0.0.1:${port}`,
    respond,
    take() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return testServer;
}

export function json(value: unknown, status = 200): Respond {
  return answer(status, { "content-type": "application/json" }, JSON.stringify(value));
}

export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = "",
): Respond {
  return (response) => response.writeHead(status, headers).end(body);
}

/** The URL of a port that nobody listens on. */
export async function refusedUrl(): Promise<string> {
  const server = await serve();
  await server.close();
  return server.url;
}
