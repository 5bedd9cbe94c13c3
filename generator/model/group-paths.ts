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
  const name = group.replaceAll(/[^A-Za-z0-9]+/g, "").toLowerCase();
  let matched = 0;
  let at = 0;
  for (; at < id.length && matched < name.length; at++) {
    const character = id.charAt(at);
    if (!/[A-Za-z0-9]/.test(character)) continue;
    if (character.toLowerCase() !== name[matched]) return undefined;
    matched++;
  }
  const rest = id.slice(at);
  const startsWord =
    /^[^A-Za-z0-9]/.test(rest) ||
    (/[a-z0-9]$/.test(id.slice(0, at)) && /^[A-Z]/.test(rest)) ||
    /^[A-Z][a-z]/.test(rest);
  if (name === "" || matched < name.length || !startsWord) return undefined;
  return /^[^A-Za-z0-9]*[A-Za-z]/.test(rest) ? rest : undefined;
}
