import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface Server {
  readonly port: number;
  close(): void;
}

/**
 * Answers every write with what it was asked, but has no key of the name "missing". Pages of any
 * origin may call it, and it serves such a page, empty.
 */
export async function startServer(): Promise<Server> {
  const server = createServer(async (request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-methods", "*");
    // The star doesn't stand for this one.
    response.setHeader("access-control-allow-headers", "authorization, *");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    if (request.method === "GET") {
      return response.setHeader("content-type", "text/html").end("<!doctype html><title>.</title>");
    }
    const name = await nameIn(request);
    response.statusCode = name === "missing" ? 404 : 200;
    response.setHeader("content-type", "application/json");
    const { method, url, headers } = request;
    return response.end(JSON.stringify({ name, method, url, key: headers.authorization }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function nameIn(request: IncomingMessage): Promise<unknown> {
  const body = (await json(request)) as { name?: unknown };
  return body.name;
}
