import { splitServer } from "../../endpoint-path.js";
import { readJson } from "../../example/lenient-json.js";
import type { Fact } from "../../fact.js";
import { callOf } from "../../listed/call-line.js";
import type {
  ListedAnswer,
  ListedField,
  ListedOperation,
  ParameterPlace,
  SentField,
} from "../../listed/listed-operation.js";
import type { Fence } from "../../markdown/blocks.js";
import { quoteOf } from "../../notes.js";
import type { Page } from "../../page.js";
import { isElsewhere, type Tag } from "./tags.js";

const places = ["path", "query", "header", "cookie"] as const satisfies readonly ParameterPlace[];

/** The operations that a page writes as blocks of `swagger` tags. */
export function swaggerBlocks(
  page: Page,
  lines: readonly string[],
  tags: readonly Tag[],
  fences: readonly Fence[],
): readonly ListedOperation[] {
  return tags.flatMap((tag, at) => {
    if (tag.name !== "swagger" || isElsewhere(tag)) return [];
    const end = tags.findIndex(({ name }, index) => index > at && /^(?:end)?swagger$/.test(name));
    const inner = tags.slice(at + 1, end < 0 ? undefined : end);
    const operation = operationOf(page, lines, tag, inner, fences);
    return operation ? [operation] : [];
  });
}

function operationOf(
  page: Page,
  lines: readonly string[],
  tag: Tag,
  inner: readonly Tag[],
  fences: readonly Fence[],
): ListedOperation | undefined {
  const quote = quoteOf(lines, tag.line, tag.column);
  const stated = (value: string): Fact<string> => {
    return { value, confidence: "stated", because: undefined, quote };
  };
  const method = (tag.attributes.get("method") ?? "").toUpperCase();
  const base = tag.attributes.get("baseUrl")?.trim() ?? "";
  const written = tag.attributes.get("path")?.trim() ?? "";
  // A block without a path has the whole URL as its base.
  const call = callOf(method, written === "" ? base : written, tag.column);
  if (!call) return undefined;
  const server = written === "" || call.server !== undefined ? call.server : serverIn(base);
  const fields = inner
    .filter(({ name }) => name === "swagger-parameter")
    .flatMap((parameter) => fieldOf(lines, parameter));
  const summary = tag.attributes.get("summary")?.trim();
  return {
    title: stated(summary || (page.title ?? `${method} ${call.path}`)),
    method: stated(method),
    path: stated(call.path),
    server: server === undefined ? undefined : stated(server),
    folder: page.folder,
    parameters: fields.flatMap(({ place, field }): SentField[] =>
      place === "body" ? [] : [{ in: place, field, because: undefined }],
    ),
    body: fields.flatMap(({ place, field }) => (place === "body" ? [field] : [])),
    answers: inner.flatMap(({ name, attributes, line, column }, at): ListedAnswer[] => {
      if (name !== "swagger-response") return [];
      const status = /^\s*([1-5](?:\d\d|XX))\b/i.exec(attributes.get("status") ?? "")?.[1];
      const end = inner[at + 1]?.line ?? Number.POSITIVE_INFINITY;
      const shown = fences.find((fence) => fence.line > line && fence.line < end);
      const example = shown && readJson(shown.text)?.json;
      return [{ status, fields: [], example, quote: quoteOf(lines, line, column) }];
    }),
    scheme: undefined,
  };
}

/** A base that is a URL; `https://[your-domain]` and `<domain>` stand for one. */
function serverIn(base: string): string | undefined {
  const isUrl = /^https?:\/\/[^\s<>[\]]+$/.test(base) && splitServer(base).server !== undefined;
  return isUrl ? base.replace(/\/$/, "") : undefined;
}

function fieldOf(
  lines: readonly string[],
  { attributes, line, column }: Tag,
): { place: ParameterPlace | "body"; field: ListedField }[] {
  const name = attributes.get("name")?.trim() ?? "";
  const written = attributes.get("in")?.trim().toLowerCase();
  const place = [...places, "body" as const].find((candidate) => candidate === written);
  if (name === "" || place === undefined) return [];
  const field: ListedField = {
    name,
    type: attributes.get("type")?.trim() || undefined,
    // A block writes only what is required.
    isRequired: attributes.get("required") === "true",
    default: undefined,
    isDeprecated: false,
    about: lines[line]?.trim() || undefined,
    members: [],
    quote: quoteOf(lines, line, column),
  };
  return [{ place, field }];
}
