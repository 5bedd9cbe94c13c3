import type { Encoding, Media } from "../../contract/index.js";
import { essenceOf, isMultipart, keyOfMediaType } from "../../media-type.js";
import { canonical, explodesByDefault, fieldNames, fieldsOf, isSame } from "../../openapi/index.js";
import type { Pairs } from "./schema-pairs.js";

interface EncodingChange {
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * How fields of a form are written otherwise than before. A property that came or went has a
 * finding of its own, and its encoding came or went with it.
 */
export function encodingChange(
  before: Media,
  after: Media,
  pairs: Pairs,
): EncodingChange | undefined {
  const [old, now] = [writtenOf(before), writtenOf(after)];
  const respelled = [...new Set([...Object.keys(old.fields), ...Object.keys(now.fields)])].filter(
    (name) => !isSame(meaningOf(name, before), meaningOf(name, after)),
  );
  // Schemas are read only where they decide.
  const names =
    respelled.length > 0 ? respelled.filter(isInBothOf(before, after, pairs)) : respelled;
  const areOthersSame = isSame(old.others, now.others);
  if (names.length === 0 && areOthersSame) return undefined;
  const shown = ({ fields, others }: Written) => {
    const changed = names.flatMap((name) =>
      Object.hasOwn(fields, name) ? [[name, fields[name]]] : [],
    );
    const all = { ...Object.fromEntries(changed), ...(areOthersSame ? {} : others) };
    return Object.keys(all).length > 0 ? all : undefined;
  };
  return { before: shown(old), after: shown(now) };
}

/** Whether a property is in both versions, or in none. */
function isInBothOf(
  { schema: base }: Media,
  { schema: revision }: Media,
  pairs: Pairs,
): (name: string) => boolean {
  if (!base || !revision) return () => true;
  const [old, now] = pairs.read({ base, revision });
  return (name) => old.properties.has(name) === now.properties.has(name);
}

interface Written {
  /** By the name of the property. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of parts without a name. */
  readonly others: Readonly<Record<string, unknown>>;
}

/** Fields about the parts of a body that have no names. */
const ofUnnamedParts = fieldNames("mediaType", "spelling").filter((field) => field !== "encoding");

/** Other media types than forms ignore it. */
function writtenOf({ raw, type }: Media): Written {
  if (!isMultipart(type) && !isUrlEncoded(type)) return { fields: {}, others: {} };
  return {
    fields: fieldsOf(raw["encoding"]),
    others: Object.fromEntries(ofUnnamedParts.map((name) => [name, raw[name]])),
  };
}

const isUrlEncoded = (type: string): boolean =>
  essenceOf(type) === "application/x-www-form-urlencoded";

/** What an entry says, however it is written; one that is missing says nothing. */
function meaningOf(name: string, { encoding, type }: Media): unknown {
  const field: Partial<Encoding> = encoding.get(name) ?? {};
  const { contentType, style, explode, allowReserved = false } = field;
  const types = contentType?.split(",").map(keyOfMediaType).sort();
  const isStyled = style !== undefined || explode !== undefined || allowReserved;
  const usual = isStyled || isUrlEncoded(type) ? (style ?? "form") : undefined;
  const raw = fieldsOf(field.raw);
  const named = Object.entries(fieldsOf(raw["headers"])).map(([header, value]) => [
    header.toLowerCase(),
    value,
  ]);
  const spelling = [usual, usual && (explode ?? explodesByDefault(usual)), allowReserved];
  const nested = ofUnnamedParts.map((part) => raw[part]);
  return canonical([types, spelling, named.sort(), raw["encoding"], nested]);
}
