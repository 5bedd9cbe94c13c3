/** One exchange, in short. */
export interface Line {
  /** Method and target: `GET /v1/parts/1`. */
  readonly sent: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with its media type. */
  readonly bodyText?: readonly [mediaType: string, text: string];
  /** Default: 200. */
  readonly status?: number;
  /** Received as JSON. */
  readonly answer?: unknown;
  /** Received as it is, with its media type. */
  readonly answerText?: readonly [mediaType: string, text: string, how?: "isTruncated"];
  readonly headersBack?: readonly (readonly [string, string])[];
  readonly at?: string;
}

/** A recording in NDJSON. */
export function ndjson(server: string, ...lines: readonly Line[]): string {
  return lines.map((line) => JSON.stringify(entryOf(server, line))).join("\n");
}

function entryOf(server: string, line: Line) {
  const { sent, headers = [], status = 200, at = "2026-11-30T10:00:00Z" } = line;
  const [method, target = ""] = sent.split(" ");
  return {
    schemaVersion: 1,
    startedAt: at,
    request: {
      method,
      url: new URL(target, server).href,
      headers: [["user-agent", "test/1"], ...headers],
      ...bodyOf(line.body, line.bodyText),
    },
    response: {
      status,
      headers: line.headersBack ?? [],
      ...bodyOf(line.answer, line.answerText),
    },
  };
}

function bodyOf(value: unknown, written: Line["answerText"]) {
  if (written) {
    const [mediaType, text, how] = written;
    return { body: { text, mediaType, ...(how && { [how]: true }) } };
  }
  if (value === undefined) return {};
  return { body: { text: JSON.stringify(value), mediaType: "application/json" } };
}
