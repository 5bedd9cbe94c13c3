/** A code such as `ENOENT`; undefined if the thrown value has none. */
export function errorCode(error: unknown): string | undefined {
  // Not by `instanceof`: an error from another realm is not an instance of our Error.
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
