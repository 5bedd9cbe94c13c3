/** `ENOENT` and the like; undefined if what was thrown has no code. */
export function errorCode(error: unknown): string | undefined {
  // Not by `instanceof`: an error that ends a script in a context of its own is of another realm.
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
