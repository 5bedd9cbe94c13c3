import { refuse } from "./errors.js";
import type { HeaderMap } from "./headers.js";
import { isHeaderValue, percentEncode } from "./values.js";

/** Where a credential goes, and the text in front of it. */
export type CredentialScheme = AnyScheme &
  (
    | { readonly in: "header"; readonly write?: never }
    | { readonly in: "query" | "cookie"; readonly write: WriteCredential }
  );

interface AnyScheme {
  /** The client's option that holds it. */
  readonly option: string;
  readonly name: string;
  /** Written before the credential, its space included: `"Bearer "`. */
  readonly prefix?: string;
  /** Writes a user name and a password as one secret, which comes first in the list of what is secret. */
  readonly encode?: (credential: BasicCredential) => readonly string[];
}

/** Puts a credential, `name=value`, elsewhere than into a header of its own. */
export type WriteCredential = (target: CredentialTarget, pair: string) => void;

/** A secret, or a function that gives it for each attempt (to rotate it, or to read it from a vault). */
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

/** A credential that is there, of one scheme. */
export interface Holder {
  /** Its secrets, the one to send first; asked for if a function gives it. */
  readonly secrets: () => readonly string[] | Promise<readonly string[]>;
  readonly put: (target: CredentialTarget, secret: string) => void;
}

/** The credentials that an operation needs: of the first of its alternatives that are all there. */
export type Choose = (security: Security | undefined) => readonly Holder[];

/**
 * Holds the credentials of a client in closures, so that nothing that prints it shows them.
 *
 * @throws InvalidArgumentError, naming the option, if a credential is missing or cannot be sent
 */
export function holdCredentials(
  schemes: Readonly<Record<string, CredentialScheme>>,
  fallback: Security,
  credentials: Credentials,
): Choose {
  const holders: Record<string, Holder> = {};
  for (const [key, scheme] of Object.entries(schemes)) {
    const { name, prefix = "", encode, write } = scheme;
    const credential = credentials[key];
    // One that every alternative needs must be there from the start; any other only if it was given.
    const isNeeded = fallback.length > 0 && fallback.every((keys) => keys.includes(key));
    if (!isNeeded && credential === undefined) continue;
    const ask = typeof credential === "function" && !encode && credential;
    const ready = ask ? [] : secretsOf(scheme, credential);
    holders[key] = {
      secrets: ask ? async () => secretsOf(scheme, await ask()) : () => ready,
      put: (target, secret) => {
        const text = prefix + secret;
        if (write) write(target, `${percentEncode(name)}=${percentEncode(text)}`);
        else target.headers[name.toLowerCase()] = text;
      },
    };
  }
  return (security = fallback) => {
    const usable = security.filter((keys) => keys.every((key) => holders[key]));
    // The alternative that needs none comes last.
    const chosen = usable.find(({ length }) => length > 0) ?? usable[0];
    const [first] = security;
    if (!chosen && first) {
      const options = first.map((key) => schemes[key]?.option).join(" and ");
      refuse(options, "is needed for this operation, but missing");
    }
    return (chosen ?? []).map((key) => holders[key] as Holder);
  };
}

/** Refuses what cannot be sent, and never shows it. */
function secretsOf({ option, prefix, encode }: CredentialScheme, value: unknown) {
  if (encode) return encode(Object(value) as BasicCredential);
  const text = typeof value === "string" ? value : "";
  const bare = text.trim();
  const problem = !bare
    ? "is missing or empty"
    : !isHeaderValue(text)
      ? "holds a line break or another character that a header cannot carry"
      : text !== bare
        ? "starts or ends with a space"
        : prefix && bare.toLowerCase().startsWith(prefix.toLowerCase())
          ? `must not start with "${prefix}"; the client adds it`
          : undefined;
  return problem ? refuse(option, problem) : [text];
}
