import type { Exchange } from "../../generator/recordings/index.js";

/** A call that a test makes up. */
export interface MadeCall {
  /** `GET https://api.test/a`, or a path alone. */
  readonly sent: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: 200. */
  readonly status?: number;
  /** Answered as JSON; nothing if it is absent. */
  readonly answer?: unknown;
  /** Of the answer; default: `application/json`. */
  readonly type?: string;
  readonly at?: string;
  readonly marked?: readonly (readonly [number, string])[];
}

export function exchangesOf(...calls: readonly MadeCall[]): Exchange[] {
  return calls.map((call, position) => {
    const [method = "", target = ""] = call.sent.split(" ");
    const json = (value: unknown, mediaType = "application/json") => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return { mediaType, bytes: Buffer.from(text), isTruncated: false };
    };
    return {
      place: { file: "made.ndjson", index: position + 1 },
      startedAt: call.at,
      request: {
        method,
        url: new URL(target, "https://api.test"),
        destination: "empty",
        pathParameters: new Map(call.marked),
        headers: Object.entries(call.headers ?? {}),
        body: call.body === undefined ? undefined : json(call.body),
      },
      response: {
        status: call.status ?? 200,
        headers: [],
        body: call.answer === undefined ? undefined : json(call.answer, call.type),
      },
    };
  });
}
