import { inspect } from "node:util";
import { afterAll, expect, test } from "vitest";
import { writeCookieCredential } from "../../generator/runtime/auth.js";
import type { ResponseEvent, StatusError } from "../../generator/runtime/index.js";
import { isCookieValue } from "../../generator/runtime/serialize.js";
import { callerOf, rejectionOf } from "./client.js";
import { serve } from "./server.js";

/** A server that sets as a cookie what it was sent as a key, as sessions are renewed. */

const secret = "S3CRET/of+tests=";
const written = [secret, encodeURIComponent(secret)];
const server = await serve((response, { headers }) => {
  const inCookie = /sid=([^;]*)/.exec(headers.cookie ?? "")?.[1] ?? "";
  const key = String(headers["x-key"] ?? decodeURIComponent(inCookie));
  response.writeHead(401, [
    ...["Set-Cookie", `sid=${key}; Path=/; HttpOnly`],
    ...["Set-Cookie", `again=${encodeURIComponent(key)}; Path=/`],
    ...["Set-Cookie", "theme=dark"],
    ...["X-Echo", key],
  ]);
  response.end();
});
afterAll(() => server.close());

const schemes = {
  header: { option: "key", in: "header", name: "X-Key" },
  cookie: {
    option: "key",
    in: "cookie",
    name: "sid",
    write: writeCookieCredential,
    holds: isCookieValue,
  },
} as const;

test.each(["header", "cookie"] as const)(
  "a key in a %s that comes back as a cookie is in no error and no event",
  async (kind) => {
    const events: ResponseEvent[] = [];
    const hooks = { response: (event: ResponseEvent) => void events.push(event) };
    const config = { credentials: schemes, security: [[kind]] };
    const call = callerOf({ baseUrl: server.url, hooks }, config, { [kind]: secret });
    const error = (await rejectionOf(call({}))) as StatusError;
    const [event] = events;
    for (const headers of [error.headers, event?.headers]) {
      expect(headers?.getSetCookie()).toEqual([
        "sid=[hidden]; Path=/; HttpOnly",
        "again=[hidden]; Path=/",
        "theme=dark",
      ]);
      expect(headers?.get("x-echo")).toBe("[hidden]");
    }
    for (const shown of [error, event]) {
      const text = inspect(shown, { depth: Infinity, showHidden: true });
      for (const form of written) expect(text).not.toContain(form);
    }
    // It came, and to whoever asks for the response itself it is shown.
    const response = await call({}).response();
    expect(response.headers.getSetCookie().join()).toContain("sid=S3CRET");
  },
);
