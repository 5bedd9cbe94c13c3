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
  /** Tells whether a cookie is among others; without it none counts that the caller wrote. */
  readonly isIn?: CookieReader;
  /** Writes a user name and a password as one secret, of which the password is another. */
  readonly encode?: (credential: BasicCredential) => Secrets;
  /** Default: what a header can hold. */
  readonly holds?: HoldsText;
}

/** Puts a credential elsewhere than into a header of its own. */
export type CredentialWriter = (target: CredentialTarget, name: string, text: string) => void;

/** Whether the header `cookie` has the credential among others. */
export type CookieReader = (cookies: string, name: string) => boolean;

/**
 * A secret, or a function that gives it for each attempt (to rotate it, or to read it from a
 * vault). After a 401 the function is asked once more, with `{ rejected: true }`, and the call is
 * repeated with what it gives then. Calls that were rejected with the same secret share that.
 */
export type Credential = string | ((asked: CredentialRequest) => string | Promise<string>);

/** What a function that gives a credential is told. */
export interface CredentialRequest {
  /** Whether the server refused the one that it gave last. */
  readonly rejected: boolean;
}

/** User name and password. */
export interface BasicCredential {
  /** Without a colon, which would end it. */
  readonly username: string;
  /** Any text. */
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

/** The credential of one scheme, for one call. */
export interface StoredCredential {
  /** Its secrets, or what asks the caller's function for them. */
  readonly secrets: Secrets | AskForSecrets;
  readonly apply: (target: CredentialTarget, secret: string) => void;
  /** The header in which the caller wrote it himself. */
  readonly header?: string;
}

/** @param isRejected whether the server refused what it gave this call before */
type AskForSecrets = (isRejected: boolean) => Promise<Secrets>;

/**
 * The credentials that an operation needs: of the first of its alternatives that are all there. A
 * header that the caller wrote himself counts as the credential of a scheme that travels in it; one
 * that no alternative needs goes out all the same, and so is among them, before the others.
 *
 * @param isOptional whether it may go without: something else shows who calls
 * @throws InvalidArgumentError if they are not there
 */
export type CredentialsFor = (
  security: Security | undefined,
  headers: HeaderMap,
  isOptional: unknown,
) => readonly StoredCredential[];

/**
 * Stores the credentials of a client in closures, so that nothing that prints it shows them.
 *
 * @param defaultSecurity that of operations that name none of their own
 * @param ownHeaders those of every call
 * @param isOptional whether none has to be there
 * @throws InvalidArgumentError, naming the option, if a credential is missing or cannot be sent
 */
export function storeCredentials(
  schemes: Readonly<Record<string, CredentialScheme>>,
  defaultSecurity: Security,
  credentials: Credentials,
  ownHeaders: HeaderMap,
  isOptional: unknown,
): CredentialsFor {
  const finders: Record<string, CredentialFinder> = {};
  // A spec may leave this one out.
  const written = [finderOf({ option: "", in: "header", name: "authorization" })];
  for (const [key, scheme] of Object.entries(schemes)) {
    const find = finderOf(scheme, credentials[key]);
    finders[key] = find;
    written.push(finderOf(scheme));
    // One that every alternative needs must be there from the start.
    const isNeeded =
      defaultSecurity.length > 0 && defaultSecurity.every((keys) => keys.includes(key));
    if (isNeeded && !isOptional && !find(ownHeaders)) refuse(scheme.option, "is missing or empty");
  }
  return (security = defaultSecurity, headers, mayBeMissing = isOptional) => {
    let selected: StoredCredential[] | undefined;
    for (const keys of security) {
      const found = keys.flatMap(
        (key): StoredCredential | never[] => finders[key]?.(headers) ?? [],
      );
      // The alternative that needs none comes last.
      if (!selected?.length && found.length === keys.length) selected = found;
    }
    const [first] = security;
    if (!selected && first && !mayBeMissing) {
      const options = first.map((key) => schemes[key]?.option).join(" and ");
      refuse(options, "is required for this operation, but missing");
    }
    return written
      .flatMap((find): StoredCredential | never[] => find(headers) ?? [])
      .concat(selected ?? []);
  };
}

/** Finds the credential of a scheme for a call with these headers. */
type CredentialFinder = (headers: HeaderMap) => StoredCredential | undefined;

/** Finds what the client was given, or else what the caller wrote into the header himself. */
function finderOf(
  scheme: CredentialScheme,
  credential?: Credential | BasicCredential,
): CredentialFinder {
  const { in: place, name, prefix = "", encode, write, isIn } = scheme;
  const header = place === "header" ? name.toLowerCase() : place;
  const apply: StoredCredential["apply"] = (target, secret) => {
    const text = prefix + secret;
    if (write) write(target, name, text);
    else target.headers[header] = text;
  };
  if (credential === undefined) {
    return ({ [header]: text }) =>
      text && (place === "header" || isIn?.(text, name))
        ? {
            header,
            // Whole, and without the name of a scheme in front of it.
            secrets: [text, text.slice(text.indexOf(" ") + 1), ...longTokens(text)],
            apply: ({ headers }) => {
              headers[header] = text;
            },
          }
        : undefined;
  }
  if (typeof credential !== "function" || encode) {
    const stored = { apply, secrets: secretsOf(scheme, credential) };
    return () => stored;
  }
  let latest: Secrets;
  let renewal: Promise<Secrets> | undefined;
  const ask = async (rejected: boolean) => {
    latest = secretsOf(scheme, await credential({ rejected }));
    return latest;
  };
  return () => {
    let sent: Secrets;
    return {
      apply,
      secrets: async (isRejected) => {
        // Once for all calls that had the same one; whoever had an older one gets the newer.
        if (isRejected && sent[0] === latest[0]) {
          renewal ??= ask(true).finally(() => {
            renewal = undefined;
          });
        }
        sent = await (isRejected ? (renewal ?? latest) : ask(false));
        return sent;
      },
    };
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

/** Keys and signatures in the text of a header, but no dates and no words. */
export function longTokens(text: string): string[] {
  return text.match(/[\w+/.~%-]{20,}/g) ?? [];
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

/** Whether a cookie of the name is there. */
export function isInCookie(cookies: string, name: string): boolean {
  return `; ${cookies}`.includes(`; ${name}=`);
}

/** Puts a credential behind the other cookies, as it is: no server decodes it. */
export function writeCookieCredential(
  { headers }: CredentialTarget,
  name: string,
  text: string,
): void {
  addCookie(headers, `${name}=${text}`);
}
