import type { Endpoint } from "../fact.js";

/**
 * The `operationId` of a new operation: that of its page, if it is fit to be one and free; otherwise
 * made from the title, or from method and path if the title has no Latin letter.
 *
 * @param taken those that the spec has, and those that several pages claim
 */
export function operationIdOf(
  { operation, title, method }: Endpoint,
  path: string,
  taken: ReadonlySet<string>,
): string {
  const stated = statedId(operation);
  if (stated !== undefined && !taken.has(stated)) return stated;
  const made = camelCase(title.value);
  const wanted = made !== "" ? made : camelCase(`${method.value.toLowerCase()} ${path}`);
  let free = wanted;
  for (let count = 2; taken.has(free); count++) free = `${wanted}${count}`;
  return free;
}

/** The ids that pages of several operations state: they identify none of them. */
export function repeatedIds(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  const owners = new Map<string, Set<string>>();
  for (const { operation, method, path } of endpoints) {
    const id = statedId(operation);
    if (id === undefined) continue;
    const signatures = owners.get(id) ?? new Set();
    owners.set(id, signatures.add(`${method.value} ${path.value}`));
  }
  return new Set([...owners].flatMap(([id, { size }]) => (size > 1 ? [id] : [])));
}

/** A page's id that code can be named after; a number, a sentence or an address is none. */
function statedId({ operationId }: Endpoint["operation"]): string | undefined {
  const id = typeof operationId === "string" ? operationId.trim() : "";
  return /^[A-Za-z][A-Za-z0-9._-]{0,99}$/.test(id) ? id : undefined;
}

/** Empty if the text has no Latin letter. */
export function camelCase(text: string): string {
  const [first = "", ...more] = text.match(/[A-Za-z0-9]+/g) ?? [];
  const head = /^[A-Z0-9]+s?$/.test(first) ? first.toLowerCase() : lowerFirst(first);
  const name = [head, ...more.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
  return name.slice(0, 60).replace(/^[0-9]+/, "");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
