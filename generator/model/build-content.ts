import {
  type Contract,
  componentAt,
  type Depth,
  type Direction,
  type Encoding,
  isBinary,
  isOpen,
  type Media,
  type Parts,
  type Reader,
  rawOf,
  type Schemas,
  sendableOf,
  typesOf,
} from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { essenceOf, formOf, isMediaRange } from "../media-type.js";
import { isOneOf } from "../narrowing.js";
import { type At, isHeaderText, type QueryStyle, queryStyles, tokensOf } from "../openapi/index.js";
import type { Content, FieldEncoding, Reading } from "./api.js";
import { reportUnsupported } from "./unsupported-features.js";

/** What has content, and where it stands. */
interface ContentOwner {
  readonly at: At;
  readonly content: ReadonlyMap<string, Media>;
}

/**
 * What a `content` map offers, the media type first that a client uses unless told otherwise: JSON
 * if there is one, else the first. Several ways to write the same JSON count as one.
 */
export function buildContents(
  owner: ContentOwner,
  direction: Direction,
  contract: Contract,
): readonly Content[] {
  const known = contents[direction].get(owner.content);
  if (known) return known;
  const read = readAll(owner, direction, contract);
  contents[direction].set(owner.content, read);
  return read;
}

type Built = WeakMap<ContentOwner["content"], readonly Content[]>;

/** The contract has one map for a component, whatever refers to it. */
const contents: Readonly<Record<Direction, Built>> = {
  sent: new WeakMap(),
  received: new WeakMap(),
};

function readAll(
  { at, content }: ContentOwner,
  direction: Direction,
  contract: Contract,
): Content[] {
  const component = componentOf(at);
  const all = [...content.values()].flatMap((media) => {
    if (isHeaderText(media.type)) {
      const read = { ...readMedia(media, contract.schemas), component };
      if (direction === "received") return read;
      if (read.form === "lines") return asLines(read, media, contract);
      return read.form === "form" ? asSentForm(read, media, contract) : read;
    }
    reportUnsupported(
      media.written,
      `media type ${JSON.stringify(media.type)}`,
      "a header cannot contain it",
    );
    return [];
  });
  const json = all.find(({ form }) => form === "json");
  const first = json ?? all[0];
  if (!first) return [];
  const isSame = (other: Content) =>
    first.form === "json" &&
    other.form === "json" &&
    JSON.stringify(other.schema) === JSON.stringify(first.schema);
  return [first, ...all.filter((other) => other !== first && !isSame(other))];
}

function componentOf(at: At): Content["component"] {
  const [root, section, key, ...rest] = tokensOf(at);
  if (root !== "components" || key === undefined || rest.length > 0) return undefined;
  return section === "responses" || section === "requestBodies" ? { section, key } : undefined;
}

function readMedia(media: Media, schemas: Schemas): Omit<Content, "component"> {
  const { type: mediaType, node } = media;
  const items = node.get("itemSchema");
  const schema = media.itemSchema ?? media.schema;
  const isAnything = essenceOf(mediaType) === "*/*";
  const form = isAnything && schema && isFile(schema, schemas) ? "binary" : media.form;
  if (items.exists && form !== "lines" && form !== "events") leaveOutItems(items, mediaType);
  const schemaKey = schema?.[0] && componentAt(schema[0].at);
  // What has a name is called by it, even if it says nothing.
  const open = schemaKey === undefined && isOpen(schema);
  return {
    mediaType,
    schema: (items.exists ? items : node.get("schema")).value,
    schemaKey,
    form,
    reading: isAnything ? readingOfAnything(form, schema, schemas) : readingOf(form),
    events: media.streamEvents,
    encoding: form === "form" ? readEncoding(media.encoding) : undefined,
    open,
    unparsed: form === "text" && !open && !typesOf(schema ?? [], schemas)?.has("string"),
  };
}

/**
 * A form as a request can hold it: without null as a whole, and without what its fields cannot hold
 * in the way that they are written. Most are written as text, objects in them as JSON.
 */
function asSentForm(content: Content, { schema, node }: Media, contract: Contract): Content {
  const fields = Object.entries(content.encoding ?? {}).flatMap(
    ([name, field]): [string, Depth][] => {
      const { contentType = "application/json", ...styled } = field;
      if (Object.values(styled).some((each) => each !== undefined)) {
        return field.style === "deepObject" ? [] : [[name, "flat"]];
      }
      return formOf(contentType) === "json" ? [] : [[name, "list"]];
    },
  );
  const capacity = {
    depth: "deep",
    fields: new Map(fields),
    takesNull: false,
    takesNullInside: true,
  } as const;
  const sendable = sendableOf(schema ?? [], capacity, contract);
  // Who has no form leaves it out; nothing is lost that could be told.
  const lost = sendable.lost.filter((each) => each !== "null");
  if (lost.length > 0) {
    const of = `a body of ${content.mediaType}`;
    const isAll = sendable.schema === false;
    const { place } = node.get("schema");
    node.report(diagnose("value-unsendable", { of, lost, isAll, isPath: false }, place));
  }
  if (sendable.lost.length === 0) return content;
  return { ...content, schema: sendable.schema, schemaKey: undefined };
}

/** Lines by what one holds. Without `itemSchema` a list describes all of them, and text none. */
function asLines(content: Content, { schema, itemSchema }: Media, { schemas }: Contract): Content {
  if (itemSchema || !schema) return content;
  const { types, single } = schemas.read(schema);
  const items = types?.join() === "array" ? single.get("items") : undefined;
  if (!items && !types?.some((type) => type === "array" || type === "string")) return content;
  const raw = items && rawOf(items);
  return { ...content, schema: raw, schemaKey: undefined, open: isOpen(items) };
}

function isFile(schema: Parts, schemas: Schemas): boolean {
  const { format, types, plain } = schemas.read(schema);
  return format === "binary" || isBinary({ ...plain, type: types });
}

function readingOf(form: Content["form"]): Reading {
  return form === "form" ? "binary" : form;
}

/** Any type is promised, so the schema decides; where that says nothing, the type that comes. */
function readingOfAnything(
  form: Content["form"],
  schema: Parts | undefined,
  schemas: Schemas,
): Reading {
  if (form === "binary") return form;
  if (!schema || isOpen(schema)) return "any";
  const types = typesOf(schema, schemas);
  const isText = types?.has("string") && [...types].every((type) => /^(string|null)$/.test(type));
  return isText ? "string" : "typelessJson";
}

function leaveOutItems(items: Reader, mediaType: string): void {
  const what = `\`itemSchema\` of ${mediaType}`;
  const why = "only NDJSON and server-sent events are read item by item";
  items.report(diagnose("left-out", { what, why }, items.place));
}

/** Undefined, and reported, if it is none that a form has. */
function readStyle(name: string, { style, node }: Encoding): QueryStyle | undefined {
  if (style === undefined || isOneOf(queryStyles, style)) return style;
  const what = `style ${JSON.stringify(style)} of the form field "${name}"`;
  reportUnsupported(node.get("style"), what, "a form has the styles of a query");
  return undefined;
}

function readEncoding(encoding: ReadonlyMap<string, Encoding>): Content["encoding"] {
  const entries = [...encoding].flatMap(([name, field]): [string, FieldEncoding][] => {
    const headers = field.node.get("headers");
    reportUnsupported(
      headers,
      `\`headers\` of the form field "${name}"`,
      "the client sends no additional headers with a part",
    );
    const { contentType, explode } = field;
    const style = readStyle(name, field);
    const isOne = contentType !== undefined && !/[*,]/.test(contentType);
    const read = {
      contentType: isOne ? contentType : undefined,
      style,
      explode,
      allowReserved: field.allowReserved || undefined,
    };
    const isUsual = Object.values(read).every((value) => value === undefined);
    return isUsual ? [] : [[name, read]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Whether the media type names many, of which a request has to name one: `image/*`. */
export function isRange({ mediaType, form }: Content): boolean {
  return isMediaRange(mediaType) && form !== "json";
}
