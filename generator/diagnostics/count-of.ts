/**
 * One and many: every count in a message comes from here.
 *
 * @example
 * countOf(1, "file") // "1 file"
 * countOf(2, "library", "libraries") // "2 libraries"
 */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
