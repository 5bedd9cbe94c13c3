import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface Server {
  readonly port: number;
  close(): void;
}

/**
 * Answers every write with what it was asked, but has no key of the name "missing". Pages of any
 * origin may call it, and it serves such a page, empty. It is also the shop that `projects/` call.
 */
export async function startServer(): Promise<Server> {
  const server = createServer(async (request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-methods", "*");
    // The star doesn't stand for this one.
    response.setHeader("access-control-allow-headers", "authorization, *");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const answer = await shop(request);
    if (answer)
      return response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
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

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What `projects/shared/openapi.yaml` promises, to whoever has the key; nothing, if that is not asked. */
async function shop(request: IncomingMessage): Promise<Answer | undefined> {
  const { method, headers } = request;
  const { pathname, searchParams } = new URL(request.url ?? "", "http://shop");
  const route = `${method} ${pathname}`;
  const inJson = (status: number, value: unknown) => ({
    status,
    type: "application/json",
    body: JSON.stringify(value),
  });
  if (!/^\/(?:things|events)\b/.test(pathname)) return undefined;
  if (headers["x-key"] !== "key-1") return inJson(401, { reason: "no key" });
  if (route === "GET /things") {
    return inJson(
      200,
      things.filter(({ state }) => searchParams.getAll("state").includes(state)),
    );
  }
  if (route === "POST /things") return inJson(201, await json(request));
  if (route === "GET /events") {
    const body = things.map((thing) => `data: ${JSON.stringify(thing)}\n\n`).join("");
    return { status: 200, type: "text/event-stream", body };
  }
  const thing = things.find(({ name }) => route === `GET /things/${name}`);
  return thing ? inJson(200, thing) : inJson(404, { reason: "no such thing" });
}

const things = [
  { name: "bolt", state: "new" },
  { name: "nut", state: "sold" },
];
