import { type Fields, fieldsOf, isFields, listOf, textOf } from "../openapi/index.js";
import { bodyOf, methodOf, statusCodeOf, timeOf, urlOf } from "./entry-parts.js";
import type { Body, Header } from "./exchange.js";
import { type RecordingReader, readEntries } from "./recording-reader.js";

/** HTTP Archive 1.2, as browsers, proxies and test runners export it. */
export const harReader: RecordingReader = {
  name: "HAR",
  recognizes: ({ json }) => isFields(json) && Array.isArray(fieldsOf(json["log"])["entries"]),
  read({ json }, file) {
    const entries = listOf(fieldsOf(fieldsOf(json)["log"])["entries"]).map(fieldsOf);
    return readEntries(entries, file, (entry, index) => {
      const [request, response] = [fieldsOf(entry["request"]), fieldsOf(entry["response"])];
      return {
        place: { file, index },
        startedAt: timeOf(entry["startedDateTime"]),
        request: {
          method: methodOf(request["method"]),
          url: urlOf(request["url"]),
          destination: destinationOf(entry),
          pathParameters: new Map(),
          headers: headersOf(request),
          body: requestBody(request),
        },
        response: {
          status: statusCodeOf(response["status"]),
          headers: headersOf(response),
          body: responseBody(response),
        },
      };
    });
  },
};

/** Browsers note the kind of resource, each in words of its own; `xhr` and `fetch` are calls. */
function destinationOf(entry: Fields): string | undefined {
  const kind = textOf(entry["_resourceType"])?.toLowerCase();
  if (kind === undefined || kind === "other") return undefined;
  return ["xhr", "fetch", "eventsource", "xmlhttprequest"].includes(kind) ? "empty" : kind;
}

function headersOf(message: Fields): Header[] {
  return listOf(message["headers"])
    .map(fieldsOf)
    .flatMap(({ name, value }): Header[] =>
      // HTTP/2 has the request line as headers.
      typeof name === "string" && typeof value === "string" && !name.startsWith(":")
        ? [[name, value]]
        : [],
    );
}

function requestBody(request: Fields): Body | undefined {
  const data = fieldsOf(request["postData"]);
  const type = textOf(data["mimeType"]);
  // `_encoding` and `encoding` are not in the standard, but recorders write them for binary data.
  const isBase64 = [data["encoding"], data["_encoding"]].includes("base64");
  const text = textOf(data["text"]) ?? formText(data);
  // Some recorders write an empty object where nothing was sent.
  const isLost =
    text === undefined && type !== undefined && type !== "" && request["bodySize"] !== 0;
  if (isLost) return { mediaType: type, bytes: Buffer.alloc(0), isTruncated: true };
  return bodyOf({ text, isBase64 }, type, request["bodySize"], headersOf(request));
}

/** The standard allows the fields of a form in place of its text. */
function formText({ mimeType, params }: Fields): string | undefined {
  const isForm = textOf(mimeType)?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  if (!isForm || !Array.isArray(params)) return undefined;
  const pairs = params
    .map(fieldsOf)
    .flatMap(({ name, value }): [string, string][] =>
      typeof name === "string" ? [[name, typeof value === "string" ? value : ""]] : [],
    );
  return new URLSearchParams(pairs).toString();
}

function responseBody(response: Fields): Body | undefined {
  const { text, mimeType, encoding, size } = fieldsOf(response["content"]);
  const type = textOf(mimeType);
  // Browsers write this type where there is none.
  const declared = type === "x-unknown" || type === "" ? undefined : type;
  const isBase64 = encoding === "base64";
  return bodyOf({ text, isBase64 }, declared, size, headersOf(response));
}
