import type { Contract, Operation, SecurityScheme } from "../../contract/index.js";
import { DiagnosticError, diagnose, didYouMean } from "../../diagnostics/index.js";
import { isCookieText, isHeaderText } from "../../openapi/index.js";

/** A part of a request that carries a credential. It never gets into an exchange. */
export interface CarriedCredential {
  readonly in: "header" | "query" | "cookie";
  readonly name: string;
  readonly text: string;
}

/** The credentials of a run, by the name of their security scheme. */
export type Credentials = ReadonlyMap<string, CarriedCredential>;

/**
 * Reads credentials from the environment. No message quotes what was given in place of a variable's
 * name, because that may be the credential itself.
 *
 * @param auth the names of environment variables, by the names of security schemes; a name of "" is
 *   for the only scheme of the spec
 * @throws DiagnosticError `config-invalid`
 */
export function readCredentials(
  contract: Contract,
  auth: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string | undefined>>,
): Credentials {
  return new Map(
    Object.entries(auth).map(([name, variable]) => {
      const scheme = schemeNamed(name, contract.securitySchemes);
      const text = env[variable];
      if (text === undefined || text.trim() === "") {
        throw refuse(
          `the environment variable for the security scheme ${scheme.key} is not set; \`verify.auth\` and --auth take the name of a variable, never the credential itself`,
        );
      }
      return [scheme.key, carriedBy(scheme, text.trim())];
    }),
  );
}

function schemeNamed(name: string, schemes: ReadonlyMap<string, SecurityScheme>): SecurityScheme {
  const [only, ...more] = schemes.values();
  const found = name === "" ? (more.length === 0 ? only : undefined) : schemes.get(name);
  if (found) return found;
  const known = [...schemes.keys()];
  if (known.length === 0) throw refuse("the spec has no security scheme that a credential is for");
  throw refuse(
    name === ""
      ? `the spec has several security schemes; write --auth SCHEME=VARIABLE with one of ${known.join(", ")}`
      : `the spec has no security scheme of the name that --auth or \`verify.auth\` gives; it has ${known.join(", ")}${didYouMean(name, known)}`,
  );
}

function carriedBy({ key, carrier }: SecurityScheme, secret: string): CarriedCredential {
  if (!carrier) throw refuse(`no request can carry the security scheme ${key}`);
  const { in: place, name, prefix = "", kind } = carrier;
  // As in the spec's `Basic`, of which the variable has name and password.
  const text =
    kind === "basic" ? `Basic ${Buffer.from(secret).toString("base64")}` : prefix + secret;
  const holds = { header: isHeaderText, cookie: isCookieText, query: () => true }[place];
  // The platform's own message would quote it.
  if (!holds(text)) {
    throw refuse(
      `the environment variable for the security scheme ${key} contains a character that a ${place} cannot carry`,
    );
  }
  return { in: place, name, text };
}

/**
 * What an operation is sent with: the first of its alternatives that is all there. Undefined if it
 * needs a credential that the run does not have.
 */
export function credentialsFor(
  { security: { alternatives } }: Pick<Operation, "security">,
  credentials: Credentials,
): readonly CarriedCredential[] | undefined {
  if (alternatives.length === 0) return [];
  const ready = alternatives.flatMap((alternative) => {
    const found = [...alternative.keys()].map((name) => credentials.get(name));
    return found.every((each) => each !== undefined) ? [found] : [];
  });
  // An alternative that needs none counts only if there is no other.
  return ready.find(({ length }) => length > 0) ?? ready[0];
}

function refuse(why: string): DiagnosticError {
  return new DiagnosticError([diagnose("config-invalid", { why })]);
}
