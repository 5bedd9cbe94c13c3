import { InvalidArgumentError } from "./errors.js";
import { isHeaderValue } from "./parameters.js";

/** Where a credential goes, and the text in front of it. */
export interface CredentialScheme {
  /** The client's option that holds it. */
  readonly option: string;
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  /** Written before the credential, its space included: `"Bearer "`. */
  readonly prefix?: string;
  /** The credential is a user name and a password, sent as Basic authentication. */
  readonly basic?: true;
}

/** A secret, or a function that gives it for each request (to rotate it, or to read it from a vault). */
export type Credential = string | (() => string | Promise<string>);

/** User name and password. */
export interface BasicCredential {
  readonly username: string;
  readonly password: string;
}

export type Credentials = Readonly<Record<string, Credential | BasicCredential | undefined>>;

/**
 * Throws InvalidArgumentError, naming the option and never showing the value, if a credential
 * cannot be sent as it is.
 */
export function assertCredential(value: unknown, { option, prefix = "" }: CredentialScheme): void {
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

/** The secret part of what goes over the wire, to which the scheme's prefix is added. */
export async function credentialText(
  credential: Credential | BasicCredential,
  scheme: CredentialScheme,
): Promise<string> {
  if (typeof credential === "object") {
    return btoa(utf8Binary(`${credential.username}:${credential.password}`));
  }
  if (typeof credential === "string") return credential;
  const value = await credential();
  assertCredential(value, scheme);
  return value;
}

/** `btoa` takes one character a byte. */
function utf8Binary(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
