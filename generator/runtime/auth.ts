import { refuse } from "./errors.js";
import type { HeaderMap } from "./request.js";
import { addCookie, isHeaderValue, percentEncode } from "./serialize.js";

/** Where a credential goes, and the text in front of it. */
export type CredentialScheme = AnyScheme &
  (
    | { readonly in: "header"; readonly write?: never }
    | { readonly in: "query"; readonly write: CredentialWriter }
    | { readonly in: "cookie"; readonly write: CredentialWriter; readonly holds: HoldsText }
  );

/** Whether a place can hold a text. */
type HoldsText = (text: string) => boolean;

interface AnyScheme {
  /** The client's option that holds it. */
  readonly option: string;
  readonly name: string;
  /** Written before the credential, its space included: `"Bearer "`. */
  readonly prefix?: string;
  /** Writes a user name and a password as one secret, of which the password is another. */
  readonly encode?: (credential: BasicCredential) => Secrets;
  /** Default: what a header can hold. */
  readonly holds?: HoldsText;
}

/** Puts a credential elsewhere than into a header of its own. */
export type CredentialWriter = (target: CredentialTarget, name: string, text: string) => void;

/**
 * A secret, or a function that gives it for each attempt (to rotate it, or to read it from a
 * vault).
 */
export type Credential = string | (() => string | Promise<string>);

/** User name and password. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

export type Credentials = Readonly<Record<string, Credential | BasicCredential | undefined>>;

/** Alternatives of credentials, each a list of names. */
export type Security = readonly (readonly string[])[];

/** The parts of a request that a credential can go into. */
export interface CredentialTarget {
  readonly headers: HeaderMap;
  readonly query: string[];
}

/** What is secret of a credential. */
export type Secrets = readonly [sent: string, ...others: string[]];

/** A credential that the client was given, of one scheme. */
export interface StoredCredential {
  /** Its secrets, or what asks the caller's function for them. */
  readonly secrets: Secrets | (() => Promise<Secrets>);
  readonly apply: (target: CredentialTarget, secret: string) => void;
}

/** The credentials that an operation needs: of the first of its alternatives that are all there. */
export type CredentialsFor = (security: Security | undefined) => readonly StoredCredential[];

/**
 * Stores the credentials of a client in closures, so that nothing that prints it shows them.
 *
 * @param defaultSecurity that of operations that name none of their own
 * @throws InvalidArgumentError, naming the option, if a credential is missing or cannot be sent
 */
export function storeCredentials(
  schemes: Readonly<Record<string, CredentialScheme>>,
  defaultSecurity: Security,
  credentials: Credentials,
): CredentialsFor {
  const stored: Record<string, StoredCredential> = {};
  for (const [key, scheme] of Object.entries(schemes)) {
    const { name, prefix = "", encode, write } = scheme;
    const credential = credentials[key];
    // One that every alternative needs must be there from the start; any other only if it was
    // given.
    const isNeeded =
      defaultSecurity.length > 0 && defaultSecurity.every((keys) => keys.includes(key));
    if (!isNeeded && credential === undefined) continue;
    const ask = typeof credential === "function" && !encode && credential;
    stored[key] = {
      secrets: ask ? async () => secretsOf(scheme, await ask()) : secretsOf(scheme, credential),
      apply: (target, secret) => {
        const text = prefix + secret;
        if (write) write(target, name, text);
        else target.headers[name.toLowerCase()] = text;
      },
    };
  }
  return (security = defaultSecurity) => {
    const usable = security.filter((keys) => keys.every((key) => stored[key]));
    // The alternative that needs none comes last.
    const selected = usable.find(({ length }) => length > 0) ?? usable[0];
    const [first] = security;
    if (!selected && first) {
      const options = first.map((key) => schemes[key]?.option).join(" and ");
      refuse(options, "is required for this operation, but missing");
    }
    // Selected are those whose credentials are all there.
    return (selected ?? []).map((key) => stored[key] as StoredCredential);
  };
}

/** Refuses what cannot be sent, and never shows it. */
function secretsOf(
  { option, prefix, encode, holds = isHeaderValue }: CredentialScheme,
  value: unknown,
): Secrets {
  // It checks itself what it is given.
  if (encode) return encode(Object(value) as BasicCredential);
  const text = typeof value === "string" ? value : "";
  const trimmed = text.trim();
  const problem = !trimmed
    ? "is missing or empty"
    : !holds(text)
      ? "contains a line break or another character that cannot be sent"
      : text !== trimmed
        ? "starts or ends with a space"
        : prefix && trimmed.toLowerCase().startsWith(prefix.toLowerCase())
          ? `must not start with "${prefix}"; the client adds it`
          : undefined;
  return problem ? refuse(option, problem) : [text];
}

/** User name and password as Basic authentication sends them; refusals name the option. */
export function encodeBasic(option: string): (credential: BasicCredential) => [string, string] {
  return ({ username, password }) => {
    if (typeof username !== "string" || typeof password !== "string") {
      return refuse(option, "must be { username, password }");
    }
    if (username.includes(":")) refuse(option, "must have a username without a colon");
    // btoa takes one character a byte.
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    return [btoa(String.fromCharCode(...bytes)), password];
  };
}

/** Puts a credential behind the parameters of the query. */
export function writeQueryCredential(
  { query }: CredentialTarget,
  name: string,
  text: string,
): void {
  query.push(`${percentEncode(name)}=${percentEncode(text)}`);
}

/** Puts a credential behind the other cookies, as it is: no server decodes it. */
export function writeCookieCredential(
  { headers }: CredentialTarget,
  name: string,
  text: string,
): void {
  addCookie(headers, `${name}=${text}`);
}
