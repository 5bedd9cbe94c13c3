import { createHash } from "node:crypto";

/**
 * A component's name in the characters that OpenAPI allows. It depends on the given name alone, so
 * that pages which share a component agree; names that only what is lost could tell apart get a
 * hash of the whole.
 */
export function componentName(given: string): string {
  const name = given.normalize("NFC");
  if (/^[A-Za-z0-9._-]+$/.test(name)) return name;
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, "_").replace(/^_+|(?<!_)_+$/g, "");
  if (plain !== "" && !/[^\p{ASCII}«»]/u.test(name)) return plain;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return plain === "" ? `Schema_${hash}` : `${plain}_${hash}`;
}
