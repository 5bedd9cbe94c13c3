import { fieldsOf, holdsInexact } from "../openapi/index.js";
import { docs } from "./modules.js";

/** The text that an editor shows for a schema. */
export function describeSchema(schema: unknown, mark: string | undefined, name?: string) {
  const { title, description, format, deprecated, default: assumed, example } = fieldsOf(schema);
  const { examples, "x-sunset": sunset } = fieldsOf(schema);
  const [first = example] = Array.isArray(examples) ? examples : [];
  const texts = [
    title === name ? undefined : proseOf(title),
    proseOf(description),
    mark,
    typeof format === "string" ? `Format: ${format.replaceAll(/\s+/g, " ")}` : undefined,
  ];
  const tags: [string, string][] = [
    ...(deprecated === true ? [deprecatedTag(sunset)] : []),
    ...dataTag("default", assumed),
    ...dataTag("example", first),
  ];
  return docs([...new Set(texts)], tags);
}

/**
 * The tag of what goes away, and when: `x-sunset` is the last day before it may be removed. Anything
 * but a date is left out.
 */
export function deprecatedTag(sunset: unknown): [string, string] {
  const day = typeof sunset === "string" ? /^\d{4}-\d{2}-\d{2}/.exec(sunset)?.[0] : undefined;
  return ["deprecated", day === undefined ? "" : `Until ${day}.`];
}

function proseOf(text: unknown): string | undefined {
  return typeof text === "string" || typeof text === "number" ? String(text) : undefined;
}

/** The original text of an inexact number is not known any more, so the comment leaves it out. */
function dataTag(name: string, value: unknown): [string, string][] {
  if (value === undefined || holdsInexact(value)) return [];
  const isData = typeof value === "object" && value !== null;
  return [[name, isData ? JSON.stringify(value, null, 2) : String(value)]];
}
