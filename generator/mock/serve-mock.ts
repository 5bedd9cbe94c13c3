import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { DiagnosticError, diagnose } from "../diagnostics/index.js";
import { errorCode, reasonOf } from "../disk/index.js";
import type { Spec } from "../load/index.js";
import type { ExchangeRequest } from "../recordings/index.js";
import { loadFaker } from "./load-faker.js";
import { Mock, type MockOptions } from "./mock.js";
import type { MockAnswer, Unsatisfied } from "./mock-answer.js";

export interface ServeOptions extends MockOptions {
  /** 0 takes a free one. Default: 4010. */
  readonly port?: number;
  /** Milliseconds that each answer takes. Default: 0. */
  readonly latency?: number;
  /** Called for each call that was answered. */
  readonly onAnswer?: (method: string, path: string, status: number) => void;
  /** Called once for each answer of whose schema no value was found. */
  readonly onUnsatisfied?: (unsatisfied: Unsatisfied) => void;
}

/** A mock that is being served. */
export interface RunningMock {
  /** `http://localhost:4010`, without a slash. */
  readonly url: string;
  readonly mock: Mock;
  close(): Promise<void>;
}

export const usualPort = 4010;

/** Bodies of requests beyond this are not read. */
const mostBytes = 50 * 1024 * 1024;

/**
 * Serves an API as its spec says, on the loopback interface only.
 *
 * @throws DiagnosticError `mock-unservable` if the port cannot be had, `mock-needs-faker`
 */
export async function serveMock(spec: Spec, options: ServeOptions = {}): Promise<RunningMock> {
  const { port = usualPort, latency = 0, onAnswer, onUnsatisfied } = options;
  const told = new Set<string>();
  const faker = await loadFaker();
  let mock: Mock | undefined;
  const server = createServer((request, response) => {
    void respond(request, response).catch(() => response.destroy());
  });
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const bytes = await readBody(request);
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const call = bytes && toExchange(request, bytes);
    const answer = call && mock ? mock.answer(call) : tooLarge;
    send(answer, request, response);
    const { unsatisfied } = answer;
    if (unsatisfied && !told.has(unsatisfied.operation)) {
      told.add(unsatisfied.operation);
      onUnsatisfied?.(unsatisfied);
    }
    onAnswer?.(request.method ?? "GET", call?.url.pathname ?? "", answer.status);
  };
  await listen(server, port);
  const address = server.address();
  const url = `http://localhost:${typeof address === "object" && address ? address.port : port}`;
  mock = new Mock(spec, faker, [url, url.replace("localhost", "127.0.0.1")], options);
  return {
    url,
    mock,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const why = errorCode(error) === "EADDRINUSE" ? "something else uses it" : reasonOf(error);
      reject(new DiagnosticError([diagnose("mock-unservable", { port, why })]));
    });
    server.listen(port, "localhost", resolve);
  });
}

/** Undefined if there is too much of it. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Undefined if its target is no URL. */
function toExchange(request: IncomingMessage, bytes: Buffer): ExchangeRequest | undefined {
  const origin = `http://${request.headers.host ?? "localhost"}`;
  const target = request.url ?? "/";
  if (!URL.canParse(target, origin)) return undefined;
  const { rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""] as const] : [],
  );
  return {
    method: request.method ?? "GET",
    url: new URL(target, origin),
    destination: undefined,
    pathParameters: new Map(),
    headers,
    body:
      bytes.length > 0
        ? { mediaType: request.headers["content-type"], bytes, isTruncated: false }
        : undefined,
  };
}

const tooLarge: MockAnswer = {
  status: 413,
  headers: { "content-type": "application/json" },
  body: Buffer.from('{"detail":"The request cannot be read, or is too large."}'),
};

function send(answer: MockAnswer, request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin;
  response.writeHead(answer.status, {
    ...answer.headers,
    // Pages on other ports of a developer's machine call it.
    ...(origin !== undefined && {
      "access-control-allow-origin": origin,
      "access-control-allow-headers":
        request.headers["access-control-request-headers"] ?? "authorization, content-type",
      "access-control-allow-methods": request.headers["access-control-request-method"] ?? "*",
    }),
  });
  response.end(request.method === "HEAD" ? undefined : answer.body);
}
