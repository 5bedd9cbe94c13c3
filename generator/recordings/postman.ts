import { type Fields, fieldsOf, isFields, listOf, textOf } from "../openapi/index.js";
import { bodyOf, methodOf, statusCodeOf, urlOf } from "./entry-parts.js";
import type { Body, ExchangeRequest, Header } from "./exchange.js";
import { placeholderIn, withVariables } from "./placeholders.js";
import { type RecordingReader, readEntries, UnusableEntry } from "./recording-reader.js";

/** A collection may be nested, but nobody nests folders this deep. */
const maxDepth = 100;

/** Postman collections 2.0 and 2.1; only requests with saved answers are exchanges. */
export const postmanReader: RecordingReader = {
  name: "Postman collection",
  recognizes: ({ json }) => Array.isArray(collectionOf(json)["item"]) && isPostman(json),
  read({ json }, file) {
    const collection = collectionOf(json);
    const requests = requestsIn(collection["item"]);
    const answers = requests.flatMap(({ item, variables }) =>
      listOf(item["response"]).map((answer) => ({
        item,
        answer: fieldsOf(answer),
        variables: new Map([...variablesOf(collection["variable"]), ...variables]),
      })),
    );
    if (answers.length === 0) {
      throw new Error(
        `no request of this Postman collection has a saved answer; in Postman, send each request, save its answer as an example, and export the collection again`,
      );
    }
    return readEntries(answers, file, ({ item, answer, variables }, index) => ({
      place: { file, index },
      startedAt: undefined,
      request: requestOf(answer["originalRequest"] ?? item["request"], variables),
      response: {
        status: statusCodeOf(answer["code"]),
        headers: headersOf(answer["header"], variables),
        body: answerBody(answer, variables),
      },
    }));
  },
};

type Variables = ReadonlyMap<string, string>;

/** Postman's API wraps a collection, its export does not. */
function collectionOf(json: unknown): Fields {
  const { collection } = fieldsOf(json);
  return fieldsOf(isFields(collection) ? collection : json);
}

function isPostman(json: unknown): boolean {
  const { info } = collectionOf(json);
  const { schema, _postman_id } = fieldsOf(info);
  return typeof _postman_id === "string" || /\/collection\/v2\./.test(textOf(schema) ?? "");
}

/** The requests of a collection in order, with the variables of the folders around them. */
function requestsIn(root: unknown): { item: Fields; variables: Variables }[] {
  const found: { item: Fields; variables: Variables }[] = [];
  const visit = (items: unknown, outer: Variables, depth: number) => {
    for (const item of listOf(items).map(fieldsOf)) {
      const variables = new Map([...outer, ...variablesOf(item["variable"])]);
      if (item["request"] !== undefined) found.push({ item, variables });
      if (depth < maxDepth) visit(item["item"], variables, depth + 1);
    }
  };
  visit(root, new Map(), 0);
  return found;
}

function variablesOf(list: unknown): [string, string][] {
  return listOf(list)
    .map(fieldsOf)
    .flatMap(({ key, id, value }): [string, string][] => {
      const name = textOf(key) ?? textOf(id);
      return name !== undefined && ["string", "number", "boolean"].includes(typeof value)
        ? [[name, String(value)]]
        : [];
    });
}

function requestOf(value: unknown, variables: Variables): ExchangeRequest {
  // A request without anything but its address is written as that.
  const request = typeof value === "string" ? { method: "GET", url: value } : fieldsOf(value);
  const headers = headersOf(request["header"], variables);
  return {
    method: methodOf(request["method"] ?? "GET"),
    ...addressOf(request["url"], variables),
    destination: "empty",
    headers,
    body: requestBody(fieldsOf(request["body"]), headers, variables),
  };
}

/** The URL, and which segments of its path are parameters: `:id` and `{{id}}`. */
function addressOf(
  url: unknown,
  variables: Variables,
): Pick<ExchangeRequest, "url" | "pathParameters"> {
  const raw = withVariables(textOf(url) ?? textOf(fieldsOf(url)["raw"]) ?? "", variables);
  // Postman takes an address without a scheme as http.
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(raw) || raw === "" ? raw : `http://${raw}`;
  const [, origin = "", path = "", query = ""] =
    /^([^/]*\/\/[^/?#]*)([^?#]*)(\?[^#]*)?/.exec(absolute) ?? [];
  const unknown = placeholderIn(origin);
  if (unknown !== undefined) {
    throw new UnusableEntry(
      `its server is the variable ${unknown}, which the collection does not define`,
    );
  }
  const own = new Map(variablesOf(fieldsOf(url)["variable"]));
  const pathParameters = new Map<number, string>();
  const segments = path.split("/").slice(1);
  const filled = segments.map((segment, position) => {
    const name = /^:(.+)$/.exec(segment)?.[1] ?? placeholderIn(segment);
    if (name === undefined) return segment;
    pathParameters.set(position, name);
    const filling = withVariables(own.get(name) ?? "", variables);
    return filling === "" || placeholderIn(filling) !== undefined ? segment : filling;
  });
  const pathText = filled.map((segment) => `/${segment}`).join("");
  return { url: urlOf(`${origin}${pathText}${query}`), pathParameters };
}

function headersOf(list: unknown, variables: Variables): Header[] {
  return listOf(list)
    .map(fieldsOf)
    .filter(({ disabled }) => disabled !== true)
    .flatMap(({ key, value }): Header[] =>
      typeof key === "string" && typeof value === "string"
        ? [[key, withVariables(value, variables)]]
        : [],
    );
}

function requestBody(
  body: Fields,
  headers: readonly Header[],
  variables: Variables,
): Body | undefined {
  const declared = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const { language } = fieldsOf(fieldsOf(body["options"])["raw"]);
  switch (body["mode"]) {
    case "raw": {
      const type = declared ?? (language === "json" ? "application/json" : undefined);
      const text = withVariables(textOf(body["raw"]) ?? "", variables);
      return bodyOf({ text, isBase64: false }, type);
    }
    case "urlencoded": {
      const fields = headersOf(body["urlencoded"], variables);
      const text = new URLSearchParams(
        fields.map(([key, value]): [string, string] => [key, value]),
      ).toString();
      return bodyOf({ text, isBase64: false }, declared ?? "application/x-www-form-urlencoded");
    }
    // Of other bodies a collection has no bytes: files are paths on somebody's disk.
    case "formdata":
      return { mediaType: "multipart/form-data", bytes: Buffer.alloc(0), isTruncated: true };
    default:
      return undefined;
  }
}

function answerBody(answer: Fields, variables: Variables): Body | undefined {
  const headers = headersOf(answer["header"], variables);
  const declared = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const shown = answer["_postman_previewlanguage"] === "json" ? "application/json" : undefined;
  return bodyOf({ text: answer["body"], isBase64: false }, declared ?? shown);
}
