import {
  componentAt,
  type Encoding,
  isOpen,
  type Media,
  type Reader,
  type Schemas,
  typesOf,
} from "../contract/index.js";
import { diagnose } from "../diagnostics/index.js";
import { essenceOf, isMediaRange } from "../media-type.js";
import { type At, isHeaderText, tokensOf } from "../openapi/index.js";
import type { Content, FieldEncoding } from "./api.js";
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
export function buildContents(owner: ContentOwner, schemas: Schemas): readonly Content[] {
  const known = contents.get(owner.content);
  if (known) return known;
  const read = readAll(owner, schemas);
  contents.set(owner.content, read);
  return read;
}

/** The contract has one map for a component, whatever refers to it. */
const contents = new WeakMap<ContentOwner["content"], readonly Content[]>();

function readAll({ at, content }: ContentOwner, schemas: Schemas): Content[] {
  const component = componentOf(at);
  const all = [...content.values()].flatMap((media) => {
    if (isHeaderText(media.type)) return { ...readMedia(media, schemas), component };
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
  const isFile = isAnything && schema && schemas.read(schema).format === "binary";
  const form = isFile ? "binary" : media.form;
  if (items.exists && form !== "lines") leaveOutItems(items, mediaType, form);
  const schemaKey = schema?.[0] && componentAt(schema[0].at);
  // What has a name is called by it, even if it says nothing.
  const open = schemaKey === undefined && isOpen(schema);
  return {
    mediaType,
    schema: (items.exists ? items : node.get("schema")).value,
    schemaKey,
    form,
    encoding: form === "form" ? readEncoding(media.encoding) : undefined,
    open,
    unparsed: form === "text" && !open && !typesOf(schema ?? [], schemas)?.has("string"),
  };
}

function leaveOutItems(items: Reader, mediaType: string, form: Content["form"]): void {
  const what = `\`itemSchema\` of ${mediaType}`;
  const why =
    form === "events"
      ? "events arrive as ServerSentEvent, whose `data` is text"
      : "only NDJSON is read item by item";
  items.report(diagnose("left-out", { what, why }, items.place));
}

function readEncoding(encoding: ReadonlyMap<string, Encoding>): Content["encoding"] {
  const entries = [...encoding].flatMap(([name, field]): [string, FieldEncoding][] => {
    const headers = field.node.get("headers");
    reportUnsupported(
      headers,
      `\`headers\` of the form field "${name}"`,
      "the client sends no additional headers with a part",
    );
    const { contentType, style, explode } = field;
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
