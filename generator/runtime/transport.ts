import createFetchClient from "openapi-fetch";
import type { BodyContent } from "./body.js";

/** A request, ready to go. */
export interface Outgoing {
  readonly method: string;
  /** Path and query, encoded, starting with a slash. */
  readonly target: string;
  readonly headers: Headers;
  readonly body: BodyContent | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Sends a request and gives the answer with its body unread. */
export type Transport = (outgoing: Outgoing) => Promise<Response>;

export type Fetch = (request: Request) => Promise<Response>;

// What openapi-fetch is shown in place of each answer. Its own reading of bodies has traps (an
// empty 500 looks like success, HTML on 200 throws a bare SyntaxError), so it never gets to see one.
const unread = new Response(null, { status: 204 });

/** The only place that knows openapi-fetch: it makes the Request and calls fetch. */
export function createTransport(baseUrl: string, fetch: Fetch): Transport {
  const client = createFetchClient<Record<string, never>>({ baseUrl });
  // Its types want a spec's paths as a type parameter; here the paths are data.
  const request = client.request as unknown as (
    method: string,
    path: string,
    init: Record<string, unknown>,
  ) => Promise<unknown>;

  return async ({ method, target, headers, body, signal }) => {
    let answer: Response | undefined;
    await request(method, target, {
      headers,
      body,
      bodySerializer: (serialised: unknown) => serialised,
      signal,
      // Fetch insists on it for streams.
      duplex: "half",
      // Following a redirect would turn a write into a GET and lose its body.
      redirect: method === "GET" || method === "HEAD" ? "follow" : "manual",
      fetch: async (outgoing: Request) => {
        answer = await fetch(outgoing);
        return unread;
      },
    });
    return answer as Response;
  };
}
