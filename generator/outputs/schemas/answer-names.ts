import type { Content } from "../../model/index.js";

/** What the schema of an answer is called; `key` is its status, class of statuses or `default`. */
export function answerName(operation: string, key: string): string {
  return operation + (key === "default" ? "Default" : key.toUpperCase());
}

/**
 * The first media type is the default and has the plain name. The names of others add words after a
 * `$`, which no name of an operation contains.
 */
export function namesOf(name: string, contents: readonly Content[]): readonly string[] {
  const taken = new Set<string>();
  return contents.map(({ mediaType }, index) => {
    const words = mediaType.match(/[A-Za-z0-9]+/g) ?? [];
    const wanted = [name, ...(index === 0 ? [] : words)].join("$");
    let given = wanted;
    for (let count = 2; taken.has(given); count++) given = `${wanted}$${count}`;
    taken.add(given);
    return given;
  });
}
