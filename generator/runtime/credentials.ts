import type { CredentialTarget } from "./auth.js";
import { addCookie } from "./cookies.js";

/** Puts a credential behind the parameters of the query. */
export function writeQueryCredential({ query }: CredentialTarget, pair: string): void {
  query.push(pair);
}

/** Puts a credential behind the other cookies. */
export function writeCookieCredential({ headers }: CredentialTarget, pair: string): void {
  addCookie(headers, pair);
}
