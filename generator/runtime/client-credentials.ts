import { type CredentialRequest, encodeBasic } from "./auth.js";
import { refuse } from "./errors.js";
import { redactError, redactor } from "./redact.js";

/** How a program gets tokens for itself: OAuth 2's client credentials grant (RFC 6749, 4.4). */
export interface ClientCredentialsOptions {
  /** Absolute http or https URL of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the token is to be good for. Default: what the server gives without being asked. */
  readonly scopes?: readonly string[];
  /** Further fields of the request, such as `{ audience: "…" }`. Default: none. */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * Whether id and secret go into a header, as Basic authentication, or into the body. Default:
   * `"header"`, which every server has to know.
   */
  readonly sendIn?: "header" | "body";
  /** Longest time for a request, in ms; then ClientCredentialsError. Default 30000. */
  readonly timeoutMs?: number;
  /** Takes the place of the global fetch. Default: the global one. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** No token came. Neither the message nor the cause holds the secret. */
export class ClientCredentialsError extends Error {
  override readonly name = "ClientCredentialsError";
  /** Of the response; undefined if there is none. */
  readonly status: number | undefined;
  /** What the server says in `error`, such as `invalid_client`; undefined if it says nothing. */
  readonly code: string | undefined;

  constructor(problem: string, status?: number, code?: string, cause?: unknown) {
    super(
      `no token by client credentials: ${problem}`,
      cause === undefined ? undefined : { cause },
    );
    this.status = status;
    this.code = code;
  }
}

/** A token, and until when it is sent: in ms since 1970. */
interface Token {
  readonly text: string;
  readonly until: number;
}

/** A token is replaced so long before it expires, in ms, or after nine tenths of a short life. */
const marginMs = 30_000;

/**
 * A credential that fetches its tokens: give it as the option of the scheme. A token is kept until
 * shortly before it expires, or until a server rejects it; those who ask meanwhile share one
 * request.
 *
 * @returns a function that rejects with ClientCredentialsError if no token comes
 * @throws InvalidArgumentError that names the option, if one is missing or cannot be used
 */
export function clientCredentials(
  options: ClientCredentialsOptions,
): (asked?: CredentialRequest) => Promise<string> {
  const { tokenUrl } = options;
  if (!/^https?:\/\/[^/?#@]+([/?]|$)/i.test(tokenUrl) || tokenUrl.includes("#")) {
    refuse("tokenUrl", "must be an absolute URL, starting with https:// or http://");
  }
  for (const name of ["clientId", "clientSecret"] as const) {
    const value: unknown = options[name];
    if (typeof value !== "string" || value === "") refuse(name, "is missing or empty");
  }
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;
  return async ({ rejected } = { rejected: false }) => {
    if (rejected || (token && Date.now() >= token.until)) token = undefined;
    if (token) return token.text;
    pending ??= fetchToken(options).finally(() => {
      pending = undefined;
    });
    token = await pending;
    return token.text;
  };
}

async function fetchToken({
  tokenUrl,
  clientId,
  clientSecret,
  scopes = [],
  fields = {},
  sendIn = "header",
  timeoutMs = 30_000,
  fetch = globalThis.fetch,
}: ClientCredentialsOptions): Promise<Token> {
  const form = new URLSearchParams({ ...fields, grant_type: "client_credentials" });
  if (scopes.length > 0) form.set("scope", scopes.join(" "));
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  const secrets = [clientSecret, formEncode(clientSecret)];
  if (sendIn === "body") {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  } else {
    // Encoded before they are joined (RFC 6749, 2.3.1): an id may have a colon.
    const login = { username: formEncode(clientId), password: formEncode(clientSecret) };
    const [basic] = encodeBasic("clientId")(login);
    secrets.push(basic);
    headers["authorization"] = `Basic ${basic}`;
  }
  const redact = redactor(secrets);
  const askedAt = Date.now();
  let status: number | undefined;
  let answer: unknown;
  try {
    const response = await fetch(tokenUrl, {
      method: "POST",
      headers,
      body: String(form),
      // Nobody else gets the secret.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    answer = parse(await response.text());
  } catch (thrown) {
    const { message = thrown } = Object(thrown) as Partial<Error>;
    throw new ClientCredentialsError(
      redact(`no response (${message})`),
      status,
      undefined,
      redactError(thrown, redact),
    );
  }
  const { access_token: text, expires_in: seconds, error } = Object(answer);
  if (status < 200 || status > 299 || typeof text !== "string") {
    // Of what the server says only its code, which is a word: the rest may repeat the secret.
    const isCode = typeof error === "string" && /^[a-z_]{1,40}$/.test(error);
    const code = isCode && !secrets.includes(error) ? error : undefined;
    const problem = `status ${status}${code ? `, ${code}` : ", and no access_token"}`;
    throw new ClientCredentialsError(problem, status, code);
  }
  // Some servers write the number as text. Without one nobody knows when it expires.
  const lifeMs = Number(seconds ?? Infinity) * 1000;
  return { text, until: askedAt + Math.max(lifeMs - marginMs, lifeMs * 0.9) };
}

/** As a form writes a value. */
function formEncode(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

/** Undefined for what is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
