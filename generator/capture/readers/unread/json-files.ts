import { fieldsOf, isFields, listOf, textOf } from "../../../openapi/index.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import type { PageReader } from "../page-reader.js";

interface Known {
  readonly name: string;
  isIt(json: Readonly<Record<string, unknown>>): boolean;
  /** What to do with it. */
  readonly next: string;
}

const asFile = "save it as a file and capture that: recordings are not fetched";

/** Files of JSON that people have, and that are no OpenAPI document. */
const known: readonly Known[] = [
  {
    name: "a Postman collection",
    isIt: ({ info, item }) =>
      Array.isArray(item) && (textOf(fieldsOf(info)["schema"]) ?? "").includes("getpostman.com"),
    next: `save an answer of each request as an example, and export the collection as 2.1; ${asFile}`,
  },
  {
    name: "a HAR recording",
    isIt: ({ log }) => Array.isArray(fieldsOf(log)["entries"]),
    next: asFile,
  },
  {
    name: "a recording of calls",
    isIt: ({ schemaVersion, request, response }) =>
      schemaVersion !== undefined && isFields(request) && isFields(response),
    next: asFile,
  },
  {
    name: "an AsyncAPI document",
    isIt: ({ asyncapi }) => typeof asyncapi === "string",
    next: "it describes messages and no calls; capture the API's OpenAPI document, if it has one",
  },
];

/** JSON that is no OpenAPI document; those are pages of another origin. */
export const jsonReader: PageReader = {
  name: "JSON",
  recognizes: (page) => jsonOf(page) !== undefined,
  read(page) {
    const found = known.find(({ isIt }) => isIt(fieldsOf(jsonOf(page))));
    const name = found?.name ?? "JSON, but no OpenAPI document";
    const next =
      found?.next ??
      "give the address of the OpenAPI document itself, or a recording of calls as a file";
    const quote = quoteOf(page.text.split("\n"), 1);
    return { kind: "unreadable", because: `it is ${name}`, next, quote };
  },
};

function jsonOf({ text, origin, elements }: Page): unknown {
  if (origin === "document" || elements !== undefined || !/^\s*[[{]/.test(text)) return undefined;
  // Recordings have a call on each line.
  for (const candidate of [text, text.slice(0, text.indexOf("\n"))]) {
    try {
      const json: unknown = JSON.parse(candidate);
      if (isFields(json) || listOf(json).length > 0) return json;
    } catch {
      // The other one may be JSON.
    }
  }
  return undefined;
}
