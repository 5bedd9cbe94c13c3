import { must } from "../../../../narrowing.js";
import { type Fields, fieldsOf, listOf, type Pointer } from "../../../../openapi/index.js";
import type { Json } from "../../../example/lenient-json.js";
import type { Sample } from "./code-sample.js";
import { isAboveRoot, isDecoration, startsList } from "./field-lines.js";
import { isButton, isNoise, isNone, markIn, saysNoBody } from "./interface-labels.js";
import type { Builder } from "./operation-builder.js";
import { exampleOf, findExample, type PageExample } from "./page-examples.js";
import { readFields } from "./page-fields.js";
import type { Line } from "./page-lines.js";
import { bodySchema } from "./page-schema.js";
import { type Answer, type Part, splitMedia } from "./page-sections.js";

/** A body as the page describes it: its media type, texts, and the lines of its fields. */
interface Body {
  readonly media: { readonly name: string; readonly line: Line } | undefined;
  readonly isRequired: boolean | undefined;
  readonly texts: readonly Line[];
  readonly lines: readonly Line[];
}

const kinds: ReadonlyMap<string, string> = new Map([
  ["json", "application/json"],
  ["xml", "application/xml"],
  ["html", "text/html"],
  ["raw", "text/plain"],
  ["text", "text/plain"],
  ["binary", "application/octet-stream"],
]);

const contentType = /^(?:content[ -]?type|内容格式)\s*[:：]\s*([a-z]+)$/i;

/** Takes what describes a body as a whole off the lines of its fields. */
function readHead(
  lines: readonly Line[],
  media: string | undefined,
  heading: Line,
  of: "request" | "response",
): Body {
  let found: Body["media"] = media === undefined ? undefined : { name: media, line: heading };
  let isRequired: boolean | undefined;
  // Of a response, the first `Body` is the heading of what follows, unless another one does that;
  // later ones are names.
  let isHeaded = of === "request";
  const texts: Line[] = [];
  let at = 0;
  for (; at < lines.length; at++) {
    const line = must(lines[at], "no line at an index of the lines");
    const split = splitMedia(line.text);
    if (split && isLabel(split.before)) {
      found ??= { name: split.media, line };
      isHeaded ||= split.before === "Body";
      continue;
    }
    const isHeading: boolean = line.text === "Body" && !isHeaded;
    isHeaded ||= isHeading || isButton(line.text);
    if (isHeading || isDecoration(lines, at)) continue;
    if (startsList(lines, at) && !isAboveRoot(lines, at)) break;
    const kind = kinds.get(contentType.exec(line.text)?.[1]?.toLowerCase() ?? "");
    const mark = markIn(line.text);
    if (kind !== undefined) found ??= { name: kind, line };
    else if (mark !== undefined) isRequired ??= mark;
    else if (!isNone(line.text)) texts.push(line);
  }
  return { media: found, isRequired, texts, lines: lines.slice(at) };
}

/** What may stand before a media type on its line. */
function isLabel(text: string): boolean {
  return (
    text === "" || isNoise(text) || /^content[ -]?type\s*:?(?:\s*[a-z]+)?$|^内容格式/i.test(text)
  );
}

/**
 * The Request Body Object; undefined if the page has no section for it, or the section is empty.
 */
export function readRequestBody(
  parts: readonly Part[],
  sample: Sample | undefined,
  builder: Builder,
): Fields | undefined {
  const content: Record<string, Fields> = {};
  let isRequired: boolean | undefined;
  for (const part of parts.filter(({ kind }) => kind === "body")) {
    const body = readHead(part.lines, part.media, part.heading, "request");
    const shown = findExample(part.example);
    isRequired ??= body.isRequired;
    const evidence = shown?.json ?? sample?.body;
    const name = mediaOf(body, evidence, ["requestBody", "content"], part.heading, builder);
    if (name === undefined || content[name]) continue;
    const at = ["requestBody", "content", name];
    content[name] = mediaObject(body, shown, evidence, part.heading, at, builder);
    const [, ...others] = Object.keys(content);
    if (others.length === 0) builder.place(["requestBody"], builder.quote(part.heading));
  }
  const [first] = parts.filter(({ kind }) => kind === "body");
  if (!first || Object.keys(content).length === 0) return undefined;
  if (isRequired === undefined) {
    const because = "the page does not say whether a body has to be sent";
    builder.mark(["requestBody", "required"], "ambiguous", because, first.heading);
  }
  return { ...(isRequired && { required: true }), content };
}

function mediaOf(
  body: Body,
  evidence: Json | undefined,
  at: Pointer,
  heading: Line,
  builder: Builder,
): string | undefined {
  if (body.media) return body.media.name;
  if (body.lines.length === 0 && evidence === undefined) return undefined;
  const because = "the page shows no media type; its fields and examples are JSON's";
  builder.mark([...at, "application/json"], "derived", because, heading);
  return "application/json";
}

function mediaObject(
  body: Body,
  shown: PageExample | undefined,
  evidence: Json | undefined,
  heading: Line,
  at: Pointer,
  builder: Builder,
  form?: number,
): Fields {
  const schemaAt =
    form === undefined ? [...at, "schema"] : [...at, "schema", "anyOf", String(form)];
  builder.place(at, builder.quote(body.media?.line ?? heading));
  const schema = bodySchema(readFields(body.lines), evidence, heading, schemaAt, builder);
  return { schema, ...exampleOf(shown, at, builder) };
}

/** The Responses Object. Answers of one status are forms of one. */
export function readResponses(
  answers: readonly Answer[],
  examples: ReadonlyMap<string, PageExample>,
  builder: Builder,
): Fields {
  const statuses = [...new Set(answers.map(({ status }) => status))];
  const entries = statuses.map((status): [string, Fields] => {
    const forms = answers.filter((answer) => answer.status === status);
    const at = ["responses", status];
    if (forms[0]) builder.place(at, builder.quote(forms[0].line));
    return [status, readResponse(forms, examples.get(status), at, builder)];
  });
  return Object.fromEntries(entries);
}

function readResponse(
  answers: readonly Answer[],
  fallback: PageExample | undefined,
  at: Pointer,
  builder: Builder,
): Fields {
  const bodies = answers.map((answer) => {
    const body = readHead(answer.lines, undefined, answer.line, "response");
    const shown = findExample(answer.example) ?? (answers.length === 1 ? fallback : undefined);
    const isNamed = answer.name !== undefined || body.media === undefined;
    const before = body.media
      ? body.texts.filter(({ number }) => number < (body.media?.line.number ?? 0))
      : body.texts;
    const name = answer.name ?? (isNamed || before.length > 0 ? before[0]?.text : undefined);
    const rest = body.texts.filter(({ text }) => text !== name && !saysNoBody(text));
    const description = rest.map(({ text }) => text).join("\n") || name || "";
    const isEmpty = answer.lines.some(({ text }) => saysNoBody(text));
    return { answer, body, shown, description, isEmpty };
  });
  const content = contentOf(
    bodies.filter(
      (read) => !read.isEmpty && (read.body.media || read.body.lines.length > 0 || read.shown),
    ),
    [...at, "content"],
    builder,
  );
  for (const { answer, isEmpty, body, shown } of bodies) {
    if (isEmpty || body.media || body.lines.length > 0 || shown) continue;
    builder.mark(
      [...at, "content"],
      "ambiguous",
      "the page does not expand this response",
      answer.line,
    );
  }
  const description = [...new Set(bodies.map((body) => body.description))].filter(
    (text) => text !== "",
  );
  return {
    description: description.join(" / "),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

function contentOf(
  forms: readonly { answer: Answer; body: Body; shown: PageExample | undefined }[],
  at: Pointer,
  builder: Builder,
): Record<string, Fields> {
  const named = forms.map((form) => {
    const { body, shown, answer } = form;
    return { ...form, name: mediaOf(body, shown?.json, at, answer.line, builder) };
  });
  const content: Record<string, Fields> = {};
  for (const name of new Set(named.map((form) => form.name))) {
    if (name === undefined) continue;
    const same = named.filter((form) => form.name === name);
    for (const [index, { body, shown, answer }] of same.entries()) {
      const form = same.length > 1 ? index : undefined;
      const place = [...at, name];
      const media = mediaObject(body, shown, shown?.json, answer.line, place, builder, form);
      content[name] = form === undefined ? media : joinForms(content[name], media);
    }
  }
  return content;
}

function joinForms(before: Fields | undefined, next: Fields): Fields {
  const forms = listOf(fieldsOf(before?.["schema"])["anyOf"]);
  const { example: _, ...rest } = before ?? next;
  return { ...rest, schema: { anyOf: [...forms, next["schema"]] } };
}
