import { exchangeMasker } from "../../runtime/observe/index.js";
import type { Answer } from "./run.js";

/** A recording of answers in NDJSON, without their values: `verify` and `capture` read it. */
export function maskedRecording(answers: readonly Answer[]): string {
  const operations = new Set(answers.map(({ operation }) => operation.name));
  const keyOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  const paths = Object.fromEntries([...operations].map((name) => [keyOf(name), name.path]));
  const mask = exchangeMasker({ paths, words: [] });
  const lines = answers.map(({ exchange, operation }) => {
    const { request, response, startedAt = "" } = exchange;
    const { body, status } = response;
    const isRead = body !== undefined && !body.isTruncated;
    const isJson = isRead && /json\b/i.test(body.mediaType ?? "");
    const line = mask({
      startedAt,
      call: { operationId: keyOf(operation.name), method: request.method, url: request.url.href },
      url: request.url.href,
      init: { headers: Object.fromEntries(request.headers) },
      response: new Response(null, { status, headers: response.headers as [string, string][] }),
      body: isJson
        ? { kind: "json", text: body.bytes.toString("utf8") }
        : { kind: body === undefined || body.bytes.length === 0 ? "none" : "unread" },
    });
    return `${JSON.stringify(line)}\n`;
  });
  return lines.join("");
}
