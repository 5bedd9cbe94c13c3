import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitEnv } from "../support/git.js";
import { type Project, Refused, type Wire } from "./project-state.js";

/** Nothing else in a run contains this text. */
export const token = "fge_5xNq0Zt3CdW7yLkP2mHs";

/** Git's own server; `git http-backend` starts the same from a process of its own. */
const backend = join(git(tmpdir(), "--exec-path").trim(), "git-http-backend");

export interface StandIn extends Project {
  readonly url: string;
  readonly wire: Wire;
  /** The variables of a job on this forge. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

/**
 * A forge on loopback, in its own wire format: it refuses what the real one refuses, and serves the
 * bare repository `shop.git` of a folder over HTTP.
 */
export async function startForge(wire: Wire, folder: string): Promise<StandIn> {
  const bare = join(folder, "shop.git");
  const server = createServer((request, response) => {
    const handle = request.url?.startsWith("/acme/shop.git") ? serveGit : serveApi;
    handle(request, response).catch(() => response.destroy());
  });
  // Nothing packs the references of a repository of a test.
  const hasBranch = (name: string) => existsSync(join(bare, "refs/heads", name));

  async function serveApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const reply = (status: number, body: string, more: Readonly<Record<string, string>> = {}) => {
      project.exchanges.push({ method, path: url, body: text, status });
      response.writeHead(status, { "content-type": "application/json", ...more }).end(body);
    };
    try {
      const { pathname, searchParams } = new URL(url, "http://localhost");
      if (!pathname.startsWith(wire.root)) throw new Refused(404, "no API");
      const path = pathname.slice(wire.root.length);
      const fault = project.fault(method, path);
      if (fault) return reply(fault.status, fault.body ?? "{}", fault.headers);
      if (headers.authorization !== `Bearer ${token}`) throw new Refused(401, "Bad credentials");
      if (!headers["user-agent"]) throw new Refused(403, "a user agent is required");
      const isWriting = method !== "GET";
      if (isWriting !== (headers["content-type"] === "application/json")) {
        throw new Refused(415, "the content type is not that of the body");
      }
      const body = isWriting ? (JSON.parse(text) as Record<string, unknown>) : undefined;
      const answer = wire.answer({ method, path, query: searchParams, body }, project, hasBranch);
      if (project.lose(method)) return reply(502, "<html>Bad gateway</html>");
      reply(answer.status, JSON.stringify(answer.value), answer.headers);
    } catch (error) {
      const { status, message } =
        error instanceof Refused ? error : new Refused(500, String(error));
      reply(status, JSON.stringify({ message }));
    }
  }

  /** Git's own server, for whoever has the token. */
  async function serveGit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const basic = Buffer.from(`${wire.gitUser}:${token}`).toString("base64");
    // Two such headers are joined by a comma, and refused as GitHub refuses them.
    if (request.headers.authorization !== `Basic ${basic}`) {
      const asks = { "www-authenticate": 'Basic realm="forge"' };
      response.writeHead(401, asks).end("no");
      return;
    }
    const { pathname, search } = new URL(request.url ?? "", "http://localhost");
    const child = spawn(backend, {
      env: {
        PATH: process.env["PATH"],
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: "1",
        ...gitEnv,
        REMOTE_USER: "us",
        PATH_INFO: pathname.replace("/acme", ""),
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      },
    });
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk as Buffer);
    // It may end without having read all of it.
    child.stdin.on("error", () => undefined).end(Buffer.concat(body));
    const parts: Buffer[] = [];
    for await (const chunk of child.stdout) parts.push(chunk as Buffer);
    const all = Buffer.concat(parts);
    const end = all.indexOf("\r\n\r\n");
    const lines = all.subarray(0, end).toString().split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(": ")[0] ?? "", line.split(": ").slice(1).join(": ")]),
    );
    const status = Number.parseInt(headers["Status"] ?? "200", 10);
    response.writeHead(status, headers).end(all.subarray(end + 4));
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const project: StandIn = {
    url,
    wire,
    env: { ...wire.env(url), [wire.tokenVariable]: token },
    issues: [],
    pullRequests: [],
    exchanges: [],
    fault: () => undefined,
    lose: () => false,
    onCreate: () => undefined,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return project;
}
