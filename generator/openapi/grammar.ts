import { isFields } from "./json-value.js";
import type { Version } from "./openapi-version.js";
import { objects } from "./openapi3-objects.js";
import { keywords, swaggerKeywords } from "./schema-keywords.js";
import { swaggerObjects } from "./swagger2-objects.js";

/** The objects that OpenAPI names, and three kinds of text and data. */
export type Kind =
  | "document"
  | "info"
  | "contact"
  | "license"
  | "server"
  | "serverVariable"
  | "components"
  | "pathItem"
  | "operation"
  | "externalDocs"
  | "parameter"
  | "requestBody"
  | "mediaType"
  | "encoding"
  | "response"
  | "callback"
  | "example"
  | "link"
  | "header"
  | "tag"
  | "schema"
  | "discriminator"
  | "xml"
  | "securityScheme"
  | "oauthFlows"
  | "oauthFlow"
  | "securityRequirement"
  | "swagger"
  | "swaggerPathItem"
  | "swaggerOperation"
  | "swaggerParameter"
  | "swaggerResponse"
  | "swaggerHeader"
  | "swaggerSchema"
  | "swaggerSecurityScheme"
  // Text that names or references a schema, text that names a property, and data of any form.
  | "schemaReference"
  | "propertyName"
  | "value";

/**
 * The content of a field: one object, a list of them, a map from names to them, or an object or a
 * list of them. A name in a map is never an extension, whatever it begins with, unless the
 * specification says that the map has extensions.
 */
export type Slot =
  | { readonly one: Kind }
  | { readonly list: Kind }
  | { readonly map: Kind; readonly isExtensible?: true }
  | { readonly oneOrList: Kind };

/** What a field means to a caller of the API. */
export type Meaning =
  /** What is sent, where, and what is returned. */
  | "wire"
  /** How a value is serialized. */
  | "spelling"
  /** Who may call, and who may read and write what. */
  | "access"
  /** The types of values, as a compiler sees them. */
  | "type"
  /** The values of a type that are allowed. */
  | "constraint"
  /** The value that applies if none is sent. */
  | "assumed"
  /** Names in a client. */
  | "name"
  /** Whether it will stay. */
  | "lifecycle"
  /** Text and examples for readers. */
  | "prose"
  /** How one call leads to another, or to a call in the other direction. */
  | "navigation"
  /** A container for components. */
  | "definitions"
  /** How the document itself is written: its version, identities, references. */
  | "document"
  | "nothing";

export interface Field<M extends Meaning = Meaning> {
  /** The objects in it; undefined if it contains plain data. */
  readonly slot: Slot | undefined;
  /** The versions of OpenAPI that have it; none if only older drafts of JSON Schema have it. */
  readonly versions: readonly Version[];
  readonly means: M;
}

type FieldsByName = Readonly<Record<string, Field>>;

export interface ObjectType<F extends FieldsByName = FieldsByName> {
  readonly fields: F;
  /** The content of fields with any other name, if the names are not fixed. */
  readonly entries?: Field;
  /** Whether fields that begin with `x-` are extensions. */
  readonly isExtensible: boolean;
  /**
   * Whether a reference may replace the object: by the standard, or leniently, because tools write
   * such references and their meaning is clear. Elsewhere, `$ref` is data.
   */
  readonly reference: "standard" | "lenient" | "none";
  /** Whether code is generated from it; if not, the client ignores its form. */
  readonly isPrinted: boolean;
}

const text: ObjectType = {
  fields: {},
  isExtensible: false,
  reference: "none",
  isPrinted: true,
};
const schema = {
  isExtensible: true,
  reference: "standard",
  isPrinted: true,
} as const;

/** The grammar: every object with all its fields. */
export const grammar: Readonly<Record<Kind, ObjectType>> = {
  ...objects,
  ...swaggerObjects,
  schema: { ...schema, fields: keywords },
  swaggerSchema: { ...schema, fields: swaggerKeywords },
  schemaReference: text,
  propertyName: text,
  value: { ...text, isPrinted: false },
};

type Slots = Readonly<Record<string, Slot | undefined>>;

const kinds = Object.keys(grammar) as Kind[];

/**
 * Looked up for each field of each object, so by name alone; without a prototype, so that every
 * name is safe.
 */
const slots = tableOf((kind) => grammar[kind].fields);

function tableOf(fieldsOf: (kind: Kind) => Readonly<Record<string, Field>>): Record<Kind, Slots> {
  return Object.fromEntries(
    kinds.map((kind) => {
      const table: Record<string, Slot | undefined> = Object.create(null);
      for (const [name, { slot }] of Object.entries(fieldsOf(kind))) table[name] = slot;
      return [kind, table];
    }),
  ) as Record<Kind, Slots>;
}

/** The content of a field of an object of this kind; undefined if it is data or an extension. */
export function slotOf(kind: Kind, field: string): Slot | undefined {
  const slot = slots[kind][field];
  // Most fields of most objects are data, so the few kinds without fixed names are checked last.
  if (slot !== undefined || !isOpen.has(kind)) return slot;
  return isEntry(kind, field) ? grammar[kind].entries?.slot : undefined;
}

const isOpen: ReadonlySet<Kind> = new Set(kinds.filter((kind) => grammar[kind].entries));

export function isExtension(name: string): boolean {
  return name.startsWith("x-");
}

/** The kind of the objects in a slot. */
export function kindIn(slot: Slot): Kind {
  if ("one" in slot) return slot.one;
  if ("list" in slot) return slot.list;
  return "map" in slot ? slot.map : slot.oneOrList;
}

/** Whether a name in a map, or in an object without fixed names, is an entry. */
export function isEntry(container: Slot | Kind, name: string): boolean {
  if (!isExtension(name)) return true;
  if (typeof container === "string") return !grammar[container].isExtensible;
  return !("map" in container && container.isExtensible === true);
}

/** Kinds that may be, or contain, a reference. */
const linked: ReadonlySet<Kind> = findLinked();

function findLinked(): ReadonlySet<Kind> {
  const found = new Set<Kind>(["schemaReference", "propertyName"]);
  for (const kind of kinds) if (grammar[kind].reference !== "none") found.add(kind);
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const kind of kinds) {
      const { fields, entries } = grammar[kind];
      const inner = [...Object.values(fields), ...(entries ? [entries] : [])];
      if (inner.some(({ slot }) => slot && found.has(kindIn(slot)))) found.add(kind);
    }
  }
  return found;
}

/** Like `slotOf`, limited to fields that may contain references: everything that linking visits. */
export function linkedSlotOf(kind: Kind, field: string): Slot | undefined {
  const slot = slotOf(kind, field);
  return slot !== undefined && linked.has(kindIn(slot)) ? slot : undefined;
}

/** Whether code is generated from the content of a slot. */
export function isPrinted(slot: Slot): boolean {
  return grammar[kindIn(slot)].isPrinted;
}

/** The container of the sections that references lead to: `components` since OpenAPI 3. */
type SectionOwner = "components" | "swagger";

const sections: Readonly<Record<SectionOwner, ReadonlyMap<string, Kind>>> = {
  components: sectionsOf("components"),
  swagger: sectionsOf("swagger"),
};

function sectionsOf(container: SectionOwner): ReadonlyMap<string, Kind> {
  return new Map(
    Object.entries(grammar[container].fields).flatMap(([name, { slot, means }]) => {
      const isSection = means === "definitions" || means === "access";
      return isSection && slot && "map" in slot ? [[name, slot.map] as const] : [];
    }),
  );
}

/** The section for objects of this kind; undefined if there is none. */
export function sectionOf(kind: Kind, container: SectionOwner = "components"): string | undefined {
  for (const [name, held] of sections[container]) if (held === kind) return name;
  return undefined;
}

/** The kind of the objects in a section; undefined if there is no section with this name. */
export function kindOfSection(
  section: string,
  container: SectionOwner = "components",
): Kind | undefined {
  return sections[container].get(section);
}

/**
 * What a slot requires instead of this value, in words; undefined if the value has the right form.
 */
export function wantedInstead(value: unknown, slot: Slot): string | undefined {
  if ("list" in slot) return Array.isArray(value) ? undefined : "a list";
  if ("map" in slot) return isFields(value) ? undefined : "an object";
  if ("oneOrList" in slot && Array.isArray(value)) return undefined;
  const kind = kindIn(slot);
  if (kind === "value") return undefined;
  if (kind === "schemaReference" || kind === "propertyName") {
    return typeof value === "string" ? undefined : "a string";
  }
  if (isSchema(kind) && typeof value === "boolean") return undefined;
  return isFields(value) ? undefined : "an object";
}

/**
 * What null (in YAML, a key without a value) says, if it can be read as `{}`: an empty schema allows
 * everything, and empty responses, or one of them, say nothing. An empty operation has no meaning.
 */
export function emptyMeaning(slot: Slot): "schema" | "responses" | undefined {
  if (("one" in slot && isSchema(slot.one)) || "oneOrList" in slot) return "schema";
  const isResponse = /^(?:swaggerR|r)esponse$/.test(kindIn(slot));
  // A section of components is not extensible.
  const isOfOperation = "one" in slot || ("map" in slot && slot.isExtensible === true);
  return isResponse && isOfOperation ? "responses" : undefined;
}

/**
 * Whether the value is the boolean `required` of a property, as in drafts of JSON Schema before
 * OpenAPI.
 */
export function isFormerFlag(value: unknown, slot: Slot): boolean {
  return typeof value === "boolean" && "list" in slot && slot.list === "propertyName";
}

/**
 * Whether a field next to a `$ref` counts. Since 3.1, a schema with a reference is a schema like
 * any other, and a reference may have its own summary and description. In earlier versions, and in
 * other objects, OpenAPI says to ignore siblings. In schemas we still use text for readers: it does
 * not restrict values.
 */
export function countsBesideRef(kind: Kind, field: string, version: Version): boolean {
  // Fields next to the `$ref` of a path item belong to the path item.
  if (kind === "pathItem" || kind === "swaggerPathItem") return true;
  const isOld = version === "2.0" || version === "3.0";
  if (!isSchema(kind)) {
    if (grammar[kind].reference === "lenient") return true;
    return !isOld && (field === "summary" || field === "description");
  }
  return !isOld || keywords[field]?.means === "prose";
}

function isSchema(kind: Kind): boolean {
  return kind === "schema" || kind === "swaggerSchema";
}
