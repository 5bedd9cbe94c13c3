import {
  entriesOf,
  type Fields,
  fieldsOf,
  formatPointer,
  grammar,
  isExtension,
  isFields,
  isIgnoredHeader,
  type Kind,
  kindIn,
  listOf,
  type Meaning,
  type Pointer,
  parameterKey,
  refOf,
  resolveIn,
  type Slot,
  slotOf,
} from "../../openapi/index.js";
import type { Endpoint } from "../fact.js";

/**
 * A page's statements about an operation, without its prose: no descriptions, titles (but for those of options) and examples,
 * and one spelling for equivalent pages.
 *
 * @example
 * { parameters: { "query limit": { required: false, schema: { type: "integer" } } },
 *   requestBody: { content: { "application/json": { … } } },
 *   responses: { "200": { content: { … } } }, security: [["http bearer"]], components: { schemas: { … } } }
 */
export interface Facts {
  readonly parameters: Fields;
  readonly requestBody: Fields | undefined;
  readonly responses: Fields;
  readonly deprecated: true | undefined;
  /**
   * The alternatives, each with descriptions of its schemes; undefined if the page does not say.
   */
  readonly security: readonly (readonly string[])[] | undefined;
  readonly components: Fields;
}

export function factsOf(endpoint: Endpoint): Facts {
  const known = factsOfEndpoints.get(endpoint) ?? readFacts(endpoint);
  factsOfEndpoints.set(endpoint, known);
  return known;
}

const factsOfEndpoints = new WeakMap<Endpoint, Facts>();
/** All operations of a document share their components. */
const factsOfComponents = new WeakMap<Fields, Fields>();

function schemasOf(components: Fields): Fields {
  const known =
    factsOfComponents.get(components) ??
    ({
      schemas: mapValues(components["schemas"], (each) => withoutProse(each, "schema")),
    } as const);
  factsOfComponents.set(components, known);
  return known;
}

function readFacts({ operation, components }: Endpoint): Facts {
  const withoutProseOf = (value: unknown, kind: Kind) =>
    fieldsOf(withoutProse(value, kind, components));
  const parameters = listOf(operation["parameters"]).map((parameter): [string, unknown] => {
    const { name, in: location, ...rest } = withoutProseOf(parameter, "parameter");
    return [`${location} ${name}`, rest];
  });
  const body = operation["requestBody"];
  return {
    parameters: Object.fromEntries(parameters),
    requestBody: isFields(body) ? withoutProseOf(body, "requestBody") : undefined,
    responses: mapValues(operation["responses"], (response) =>
      withoutProseOf(response, "response"),
    ),
    deprecated: operation["deprecated"] === true ? true : undefined,
    security: Array.isArray(operation["security"])
      ? operation["security"].map((alternative) =>
          Object.keys(fieldsOf(alternative)).map((name) =>
            describeScheme(fieldsOf(components["securitySchemes"])[name]),
          ),
        )
      : undefined,
    components: schemasOf(components),
  };
}

/** A description of what a security scheme sends: its name only matters in the document. */
export function describeScheme(scheme: unknown): string {
  const { type, in: location, name, scheme: kind } = fieldsOf(scheme);
  const sent = name === undefined ? location : parameterKey(String(location), String(name));
  // The names of HTTP schemes are case-insensitive.
  const words = [type, sent, String(kind ?? "").toLowerCase()];
  return words.filter((part) => typeof part === "string" && part !== "").join(" ");
}

/** Fields that a page and a spec cannot disagree about, or that only a spec has. */
const nonFactual: ReadonlySet<Meaning> = new Set([
  "prose",
  "nothing",
  "navigation",
  "definitions",
  "name",
]);

/** Whether a field of an object affects what is sent or which values are valid. */
export function isFact(kind: Kind, field: string): boolean {
  if (isExtension(field)) return false;
  const { fields } = grammar[kind];
  // Keywords of unknown vocabularies count as facts, too.
  if (!Object.hasOwn(fields, field)) return kind === "schema";
  const means = fields[field]?.means;
  return means !== undefined && !nonFactual.has(means);
}

/**
 * An object without prose; by the grammar, because a field of a schema may be called `description`.
 * References are replaced by their targets, except to schemas: only schemas are kept as components.
 */
export function withoutProse(
  value: unknown,
  kind: Kind,
  components: Fields = {},
  isOption = false,
): unknown {
  const ref = kind === "schema" ? undefined : refOf(value);
  const node = ref === undefined ? value : resolveIn({ components }, ref);
  if (!isFields(node)) return node;
  // The title of an option is what the page calls it: nothing else tells options apart for readers.
  const isKept = (field: string) => isFact(kind, field) || (isOption && field === "title");
  const facts = Object.entries(node).filter(([field]) => isKept(field));
  return Object.fromEntries(
    facts.map(([field, child]) => {
      const slot = slotOf(kind, field);
      const areOptions = kind === "schema" && (field === "oneOf" || field === "anyOf");
      return [field, slot && isRead(slot) ? bareSlot(child, slot, components, areOptions) : child];
    }),
  );
}

function bareSlot(value: unknown, slot: Slot, components: Fields, areOptions: boolean): unknown {
  const bareOne = (child: unknown) => withoutProse(child, kindIn(slot), components, areOptions);
  if (Array.isArray(value)) return value.map(bareOne);
  if (!("map" in slot)) return bareOne(value);
  const isKept = (name: string) => slot.map !== "header" || !isIgnoredHeader(name);
  const entries = entriesOf(value).filter(([name]) => isKept(name));
  return Object.fromEntries(entries.map(([name, child]) => [name, bareOne(child)]));
}

/** Whether a slot contains objects with fields. */
function isRead(slot: Slot): boolean {
  return Object.keys(grammar[kindIn(slot)].fields).length > 0;
}

/** The pointer of a page's statement, as its marks have it: those of components start with `#`. */
export function pointerText(pointer: Pointer): string {
  return pointer[0] === "#" ? `#${formatPointer(pointer.slice(1))}` : formatPointer(pointer);
}

function mapValues(value: unknown, change: (value: unknown) => unknown): Fields {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).map(([key, part]) => [key, change(part)]),
  );
}
