import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Site {
  /** `http://127.0.0.1:1234/` */
  readonly url: string;
  /** `GET /path` of every request, in order. */
  readonly asked: string[];
  readonly headers: IncomingMessage["headers"][];
  /** The most requests that were open at one time. */
  most: number;
  readonly routes: Map<string, Answer | string>;
  close(): Promise<void>;
}

const missing: Answer = (_, response) => response.writeHead(404).end("nothing here");

/**
 * A documentation site on loopback; a route is a text or whatever it does.
 *
 * @param other what has no route; default: 404
 */
export async function serve(
  routes: Readonly<Record<string, Answer | string>>,
  other = missing,
): Promise<Site> {
  const asked: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const known = new Map(Object.entries(routes));
  let open = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    headers.push(request.headers);
    open += 1;
    site.most = Math.max(site.most, open);
    response.on("close", () => {
      open -= 1;
    });
    const route = known.get(path) ?? other;
    if (typeof route === "function") route(request, response);
    else response.writeHead(200, { "content-type": typeOf(path) }).end(route);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const site: Site = {
    url: `http://127.0.0.1:${port}/`,
    asked,
    headers,
    most: 0,
    routes: known,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return site;
}

function typeOf(path: string): string {
  if (path.endsWith(".md")) return "text/markdown; charset=utf-8";
  return path.endsWith(".txt") ? "text/plain" : "text/html";
}
