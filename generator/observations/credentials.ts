import { type Exchange, headerOf } from "../recordings/index.js";
import { isKeyName } from "../runtime/observe/index.js";

/** A way in which a request carried a credential; of the credential itself only its scheme. */
export type Credential =
  | { readonly kind: "http"; readonly scheme: "basic" | "bearer" | "digest" }
  /** In `Authorization`, behind a word that OpenAPI has no scheme for: `Api-Key`. */
  | { readonly kind: "prefix"; readonly prefix: string }
  | { readonly kind: "header" | "query"; readonly name: string };

/** Words before a key in `Authorization` that are known; any other word may be part of a key. */
const prefixes = ["Api-Key", "ApiKey", "Token", "Key", "JWT", "OAuth", "SSWS", "GenieKey"];

export function credentialsOf({ request }: Exchange): readonly Credential[] {
  const found: Credential[] = [];
  const authorization = headerOf(request, "authorization");
  if (authorization !== undefined) found.push(fromAuthorization(authorization));
  for (const [name] of request.headers) {
    if (isKeyName(name)) found.push({ kind: "header", name: name.toLowerCase() });
  }
  for (const name of request.url.searchParams.keys()) {
    if (isKeyName(name)) found.push({ kind: "query", name });
  }
  return found;
}

function fromAuthorization(value: string): Credential {
  const [word = "", ...more] = value.trim().split(/\s+/);
  const lower = word.toLowerCase();
  if (more.length > 0 && (lower === "basic" || lower === "bearer" || lower === "digest")) {
    return { kind: "http", scheme: lower };
  }
  const prefix = prefixes.find((known) => known.toLowerCase() === lower);
  return prefix !== undefined && more.length > 0
    ? { kind: "prefix", prefix }
    : { kind: "header", name: "authorization" };
}
