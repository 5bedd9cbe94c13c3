import { type Fields, fieldsOf, isFields, listOf, textOf } from "../openapi/index.js";
import { bodyOf, methodOf, statusCodeOf, timeOf, urlOf } from "./entry-parts.js";
import type { Body, Header } from "./exchange.js";
import { type RecordingReader, readEntries, UnusableEntry } from "./recording-reader.js";

/** The version of the lines that this reads, in their `schemaVersion`. */
export const schemaVersion = 1;

/**
 * This tool's own format: a line of JSON for each exchange, so that a recording can be appended to,
 * and one that was cut off loses only its last line.
 *
 * @example
 * {"schemaVersion":1,"startedAt":"2026-11-30T10:00:00Z",
 *  "request":{"method":"GET","url":"https://api.example.com/a","headers":[["accept","application/json"]]},
 *  "response":{"status":200,"headers":[["content-type","application/json"]],"body":{"text":"{}"}}}
 */
export const ndjsonReader: RecordingReader = {
  name: "NDJSON",
  recognizes({ text }) {
    const [first = ""] = text.trimStart().split("\n", 1);
    return fieldsOf(parse(first))["schemaVersion"] !== undefined;
  },
  read({ text }, file) {
    const lines = text
      .split("\n")
      .map((line, position) => ({ line, number: position + 1 }))
      .filter(({ line }) => line.trim() !== "");
    return readEntries(lines, file, ({ line, number }, index) => {
      const entry = parse(line);
      if (!isFields(entry)) throw new UnusableEntry(`line ${number}: it is not a JSON object`);
      if (entry["schemaVersion"] !== schemaVersion) {
        throw new UnusableEntry(`line ${number}: its \`schemaVersion\` is not ${schemaVersion}`);
      }
      const [request, response] = [fieldsOf(entry["request"]), fieldsOf(entry["response"])];
      return {
        place: { file, index, line: number },
        startedAt: timeOf(entry["startedAt"]),
        request: {
          method: methodOf(request["method"]),
          url: urlOf(request["url"]),
          destination: undefined,
          pathParameters: new Map(),
          ...messageOf(request),
        },
        response: { status: statusCodeOf(response["status"]), ...messageOf(response) },
        ...(entry["isMasked"] === true && { isMasked: true }),
      };
    });
  },
};

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function messageOf(message: Fields): { headers: Header[]; body: Body | undefined } {
  const headers = listOf(message["headers"]).flatMap((pair): Header[] => {
    const [name, value] = listOf(pair);
    return typeof name === "string" && typeof value === "string" ? [[name, value]] : [];
  });
  const declared = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const { text, base64, mediaType, isTruncated } = fieldsOf(message["body"]);
  const isBase64 = typeof base64 === "string";
  const content = { text: isBase64 ? base64 : text, isBase64 };
  const body = bodyOf(content, textOf(mediaType) ?? declared, undefined, headers);
  return {
    headers,
    body: body && { ...body, isTruncated: isTruncated === true },
  };
}
