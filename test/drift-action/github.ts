import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

/** The few endpoints of GitHub that the action calls. */
export interface Github {
  readonly url: string;
  readonly comments: Comment[];
  /** `GET /…`, in order. */
  readonly requests: string[];
  /** The credentials that were sent. */
  readonly tokens: Set<string | undefined>;
  /** Answers with this status in place of what was asked. */
  status: number | undefined;
  /** Only for these methods. */
  failing: readonly string[];
  close(): void;
}

export async function startGithub(): Promise<Github> {
  const server: Server = createServer(async (request, response) => {
    const { method = "", url = "" } = request;
    github.requests.push(`${method} ${url}`);
    github.tokens.add(request.headers.authorization);
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (github.status !== undefined && github.failing.includes(method)) {
      return answer(github.status, { message: "no" });
    }
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const list = "/repos/acme/shop/issues/7/comments";
    const one = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(pathname)?.[1];
    const known = github.comments.find(({ id }) => String(id) === one);
    if (method === "GET" && pathname === list) {
      const size = Number(searchParams.get("per_page"));
      const start = (Number(searchParams.get("page")) - 1) * size;
      return answer(200, github.comments.slice(start, start + size));
    }
    const sent = text === "" ? undefined : (JSON.parse(text) as { body: string });
    // As GitHub does.
    if (sent && sent.body.length > 65_536) return answer(422, { message: "body is too long" });
    if (method === "POST" && pathname === list && sent) {
      const comment = { id: 1000 + github.comments.length, body: sent.body, user: { type: "Bot" } };
      github.comments.push(comment);
      return answer(201, comment);
    }
    if (method === "PATCH" && known && sent) {
      known.body = sent.body;
      return answer(200, known);
    }
    return answer(404, { message: "Not Found" });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const github: Github = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments: [],
    requests: [],
    tokens: new Set(),
    status: undefined,
    failing: ["GET", "POST", "PATCH"],
    close: () => server.close(),
  };
  return github;
}

/** Comments of people, to stand before ours. */
export function chatter(count: number): Comment[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    body: `comment ${id}`,
    user: { type: "User" },
  }));
}
