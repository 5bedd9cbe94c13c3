import { isFields } from "./json-value.js";
import type { Version } from "./openapi-version.js";
import { objects } from "./openapi3-objects.js";
import { keywords, swaggerKeywords } from "./schema-keywords.js";
import { swaggerObjects } from "./swagger2-objects.js";

/**
 * The objects that OpenAPI has a name for, and three kinds of text and data that stand for others.
 */
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
  // Text that names a schema or refers to it, text that names a property, and data of any form.
  | "schemaReference"
  | "propertyName"
  | "value";

/**
 * What stands in a field: one object, a list of them, a map from names to them, or an object or a
 * list of them. A name of a map is never an extension, whatever it begins with, unless the
 * specification says so of the map.
 */
export type Slot =
  | { readonly one: Kind }
  | { readonly list: Kind }
  | { readonly map: Kind; readonly isExtensible?: true }
  | { readonly oneOrList: Kind };

/** What a field is to somebody who calls the API. */
export type Meaning =
  /** What is sent, to where, and what comes back. */
  | "wire"
  /** How a value is spelled when it is sent. */
  | "spelling"
  /** Who may call, and who may read and write what. */
  | "access"
  /** Which types values have, as a compiler sees them. */
  | "type"
  /** Which values of a type are let in. */
  | "constraint"
  /** What counts where nothing is sent. */
  | "assumed"
  /** What things are called in a client. */
  | "name"
  /** Whether it is there to stay. */
  | "lifecycle"
  /** Text and examples for readers. */
  | "prose"
  /** How one call leads to another, or to a call the other way. */
  | "navigation"
  /** A place for what is used elsewhere. */
  | "definitions"
  /** How the document itself is written: its version, identities, references. */
  | "document"
  | "nothing";

export interface Field<M extends Meaning = Meaning> {
  /** The objects that stand in it; undefined if it holds plain data. */
  readonly slot: Slot | undefined;
  /** The versions of OpenAPI that know it; none for what only older drafts of JSON Schema have. */
  readonly versions: readonly Version[];
  readonly means: M;
}

type FieldsByName = Readonly<Record<string, Field>>;

export interface ObjectType<F extends FieldsByName = FieldsByName> {
  readonly fields: F;
  /** What stands in a field of any other name, if the names are not fixed. */
  readonly entries?: Field;
  /** Whether fields that begin with `x-` are extensions. */
  readonly isExtensible: boolean;
  /**
   * Whether a reference may stand in its place: by the standard, or because tools write some and
   * what they mean is plain. Elsewhere `$ref` is data.
   */
  readonly reference: "standard" | "lenient" | "none";
  /** Whether code is made of it; if not, its form is no concern of the client. */
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

/** Looked up for each field of each object, so by name alone; without a prototype, for any name. */
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

/** What stands in a field of an object of this kind; undefined if it is data or an extension. */
export function slotOf(kind: Kind, field: string): Slot | undefined {
  const slot = slots[kind][field];
  // Most fields of most objects are data, so the few kinds without fixed names are asked about
  // last.
  if (slot !== undefined || !isOpen.has(kind)) return slot;
  return isEntry(kind, field) ? grammar[kind].entries?.slot : undefined;
}

const isOpen: ReadonlySet<Kind> = new Set(kinds.filter((kind) => grammar[kind].entries));

export function isExtension(name: string): boolean {
  return name.startsWith("x-");
}

/** The kind of what a slot holds. */
export function kindIn(slot: Slot): Kind {
  if ("one" in slot) return slot.one;
  if ("list" in slot) return slot.list;
  return "map" in slot ? slot.map : slot.oneOrList;
}

/** Whether a name of a map, or of an object whose names are not fixed, is one of its entries. */
export function isEntry(container: Slot | Kind, name: string): boolean {
  if (!isExtension(name)) return true;
  if (typeof container === "string") return !grammar[container].isExtensible;
  return !("map" in container && container.isExtensible === true);
}

/** Kinds in whose place or somewhere below which a reference may stand. */
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

/** As `slotOf`, of what references can be reached through: all that linking has to look at. */
export function linkedSlotOf(kind: Kind, field: string): Slot | undefined {
  const slot = slotOf(kind, field);
  return slot !== undefined && linked.has(kindIn(slot)) ? slot : undefined;
}

/** Whether code is made of what stands in a slot. */
export function isPrinted(slot: Slot): boolean {
  return grammar[kindIn(slot)].isPrinted;
}

/** What holds the sections that references lead to: since OpenAPI 3 the components. */
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

/** The section that holds objects of this kind; undefined if none does. */
export function sectionOf(kind: Kind, container: SectionOwner = "components"): string | undefined {
  for (const [name, held] of sections[container]) if (held === kind) return name;
  return undefined;
}

/** The kind of the objects in a section; undefined if there is no section of this name. */
export function kindOfSection(
  section: string,
  container: SectionOwner = "components",
): Kind | undefined {
  return sections[container].get(section);
}

/**
 * What a slot wants in place of this value, in words; undefined if the value has the right form.
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
 * Whether nothing at all (a key without a value, in YAML) can be read as `{}`: a schema that says
 * nothing allows everything, but nobody knows what an operation that says nothing is.
 */
export function mayBeEmpty(slot: Slot): boolean {
  return ("one" in slot && isSchema(slot.one)) || "oneOrList" in slot;
}

/**
 * Whether a property says by a flag that it is required, as drafts of JSON Schema before OpenAPI
 * had it.
 */
export function isFormerFlag(value: unknown, slot: Slot): boolean {
  return typeof value === "boolean" && "list" in slot && slot.list === "propertyName";
}

/**
 * Whether a field beside a `$ref` counts. Since 3.1 a schema with a reference is a schema like any
 * other, and a reference may have a summary and a description of its own. Before, and of other
 * objects, OpenAPI says to ignore what stands there. Of schemas we still take the text for readers:
 * it says nothing of values, and to know it harms nobody.
 */
export function countsBesideRef(kind: Kind, field: string, version: Version): boolean {
  // What is written beside the `$ref` of a path item is of the path item.
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
