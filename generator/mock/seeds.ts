/**
 * The number that a value is made from: the same for the same seed and the same way to the value, so
 * that a list and its items, and two runs, agree. FNV-1a: nobody has to be kept from guessing it.
 */
export function seedOf(...parts: readonly (string | number)[]): number {
  const text = parts.join("\0");
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  // Texts that differ only at their end differ only a little so far.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
