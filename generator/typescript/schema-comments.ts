import { fieldsOf, holdsInexact } from "../openapi/index.js";
import { docs } from "./modules.js";

/** The text that an editor shows for a schema. */
export function describeSchema(schema: unknown, mark: string | undefined, name?: string) {
  const { title, description, format, deprecated, default: assumed, example } = fieldsOf(schema);
  const { examples } = fieldsOf(schema);
  const [first = example] = Array.isArray(examples) ? examples : [];
  const texts = [
    title === name ? undefined : proseOf(title),
    proseOf(description),
    mark,
    typeof format === "string" ? `Format: ${format.replaceAll(/\s+/g, " ")}` : undefined,
  ];
  const tags: [string, string][] = [
    ...(deprecated === true ? [["deprecated", ""] as [string, string]] : []),
    ...dataTag("default", assumed),
    ...dataTag("example", first),
  ];
  return docs([...new Set(texts)], tags);
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
