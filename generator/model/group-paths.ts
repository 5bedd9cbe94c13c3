import { wordsOf } from "./identifiers.js";

/** Of objects in objects; each level is a level of the code. */
export const mostLevels = 20;

/** Whether a text can be the path of an object in the facade, with a dot between levels. */
export function isGroup(text: string): boolean {
  return text.split(".", mostLevels + 2).length <= mostLevels + 1;
}

/**
 * What is left of an operationId when the group's name before it is dropped, as the group says it
 * already: `repos/get` and `reposGet` in the group `repos` are `get`. Case and separators do not
 * count, but the name must be there in full and end where a word ends; nothing is guessed.
 *
 * @returns undefined if the id does not start so, or if nothing usable is left
 */
export function withoutGroup(id: string, group: string): string | undefined {
  const name = wordsOf(group).join("").toLowerCase();
  const whole = id.normalize("NFC");
  let matched = 0;
  let at = 0;
  for (; at < whole.length && matched < name.length; at++) {
    const character = whole.charAt(at);
    if (wordsOf(character).length === 0 && !/[\ud800-\udfff]/.test(character)) continue;
    if (character.toLowerCase() !== name[matched]) return undefined;
    matched++;
  }
  const rest = whole.slice(at);
  const startsWord =
    /^(?:\P{ID_Continue}|\p{Pc})/u.test(rest) ||
    (/[\p{Ll}\p{Nd}]$/u.test(whole.slice(0, at)) && /^\p{Lu}/u.test(rest)) ||
    /^\p{Lu}\p{Ll}/u.test(rest);
  if (name === "" || matched < name.length || !startsWord) return undefined;
  return /^(?:\P{ID_Continue}|\p{Pc})*\p{L}/u.test(rest) ? rest : undefined;
}
