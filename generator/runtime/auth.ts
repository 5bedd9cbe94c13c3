import { InvalidArgumentError } from "./errors.js";
import { isHeaderValue, percentEncode } from "./parameters.js";
import type { HeaderMap } from "./prepare.js";

/** Where a credential goes, and the text in front of it. */
export interface CredentialScheme {
  /** The client's option that holds it. */
  readonly option: string;
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  /** Written before the credential, its space included: `"Bearer "`. */
  readonly prefix?: string;
  /** Writes a user name and a password as one secret; the option holds both. */
  readonly encode?: (credential: BasicCredential) => string;
}

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
  readonly cookie: string[];
}

/** Holds the credentials of a client. They are in private fields: nothing that prints it shows them. */
export class Authoriser {
  readonly #schemes: Readonly<Record<string, CredentialScheme>>;
  readonly #credentials: Credentials;
  readonly #fallback: Security;

  /** Throws InvalidArgumentError, naming the option, if a credential is missing or cannot be sent. */
  constructor(
    schemes: Readonly<Record<string, CredentialScheme>>,
    fallback: Security,
    credentials: Credentials,
  ) {
    this.#schemes = schemes;
    this.#fallback = fallback;
    this.#credentials = credentials;
    for (const [name, scheme] of Object.entries(schemes)) {
      const value = credentials[name];
      // One that every alternative needs must be there from the start; any other only if it was given.
      const needed = fallback.length > 0 && fallback.every((names) => names.includes(name));
      if (value === undefined && !needed) continue;
      if (scheme.encode) scheme.encode((value ?? {}) as BasicCredential);
      else if (typeof value !== "function") assertSecret(value, scheme);
    }
  }

  /** Adds the credentials to a request and returns the secrets, which errors must not show. */
  async authorise(security: Security | undefined, target: CredentialTarget): Promise<string[]> {
    const secrets: string[] = [];
    for (const name of this.#choose(security ?? this.#fallback)) {
      const scheme = this.#schemes[name] as CredentialScheme;
      const secret = await this.#secret(name, scheme);
      const text = (scheme.prefix ?? "") + secret;
      secrets.push(secret, percentEncode(secret));
      const { password } = Object(this.#credentials[name]) as Partial<BasicCredential>;
      if (password) secrets.push(password);
      if (scheme.in === "header") target.headers.set(scheme.name.toLowerCase(), text);
      else target[scheme.in].push(`${percentEncode(scheme.name)}=${percentEncode(text)}`);
    }
    return secrets;
  }

  /** The first alternative whose credentials are all there; the one that needs none comes last. */
  #choose(alternatives: Security): readonly string[] {
    const [first] = alternatives;
    if (!first) return [];
    const usable = alternatives.filter((names) =>
      names.every((name) => this.#credentials[name] !== undefined),
    );
    const chosen = usable.find((names) => names.length > 0) ?? usable[0];
    if (chosen) return chosen;
    const options = first.map((name) => this.#schemes[name]?.option);
    throw new InvalidArgumentError(
      options.join(" and "),
      "is needed for this operation, but missing",
    );
  }

  async #secret(name: string, scheme: CredentialScheme): Promise<string> {
    const credential = this.#credentials[name];
    if (scheme.encode) return scheme.encode(credential as BasicCredential);
    if (typeof credential === "string") return credential;
    const value = await (credential as () => string | Promise<string>)();
    assertSecret(value, scheme);
    return value;
  }
}

/** Never shows the value. */
function assertSecret(value: unknown, { option, prefix }: CredentialScheme): void {
  const problem =
    typeof value !== "string" || value.trim() === ""
      ? "is missing or empty"
      : !isHeaderValue(value)
        ? "holds a line break or another character that a header cannot carry"
        : value !== value.trim()
          ? "starts or ends with a space"
          : prefix && value.toLowerCase().startsWith(prefix.toLowerCase())
            ? `must not start with "${prefix}"; the client adds it`
            : undefined;
  if (problem) throw new InvalidArgumentError(option, problem);
}
