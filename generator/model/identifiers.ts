import { createHash } from "node:crypto";
import type { NameIdentity } from "./names-lock-format.js";

/**
 * Turns spec text into identifiers. One claim is made for every name that the output exports, and
 * all are assigned at once, so that no name depends on the order of the spec.
 */
export interface NameClaim {
  /**
   * What the name stands for; never changes while the thing exists: `GET /v1/boms/`, `schema
   * ApiKey`.
   */
  readonly identity: NameIdentity;
  /** The spec's text for it. */
  readonly text: string;
  /** A shorter text, for a name that nothing else wants. */
  readonly short?: string | undefined;
  readonly style: "camel" | "pascal";
  /** Among claims that are spelled exactly, the lower rank keeps the plain name. */
  readonly rank: number;
}

/**
 * Gives each identity its name. If several want the same one, it goes to the claim whose text is
 * spelled exactly so; the others carry a suffix made from their identity.
 */
export function assignNames(
  claims: readonly NameClaim[],
  reserved: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const wanted = shorten(claims, reserved);
  const exactness = (claim: { text: string; name: string }) => (claim.text === claim.name ? 0 : 1);
  wanted.sort(
    (a, b) =>
      exactness(a) - exactness(b) ||
      a.rank - b.rank ||
      (a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0),
  );
  const contested = new Set<string>();
  const seen = new Set<string>();
  for (const { name } of wanted) {
    if (seen.has(name)) contested.add(name);
    seen.add(name);
  }

  const taken = new Set(reserved);
  const names = new Map<string, string>();
  for (const { identity, text, name } of wanted) {
    const mayBePlain = !taken.has(name) && (!contested.has(name) || text === name);
    let unique = mayBePlain ? name : `${name}_${digest(identity, 6)}`;
    for (let length = 8; taken.has(unique); length += 2) {
      unique = `${name}_${digest(identity, length)}`;
    }
    taken.add(unique);
    names.set(identity, unique);
  }
  return names;
}

/**
 * Each claim with the name that it wants: the short one, unless another wants it or it is reserved.
 * Nobody is preferred, and who gives a short name up may want that of another; so it goes on until
 * nobody has to.
 */
function shorten(claims: readonly NameClaim[], reserved: ReadonlySet<string>): Wanted[] {
  const wanted = claims.map(({ short, ...claim }) => {
    const text = short ?? claim.text;
    return { ...claim, text, name: toIdentifier(text, claim.style), full: short && claim.text };
  });
  const count = new Map<string, number>();
  const add = (name: string, more: number) => count.set(name, (count.get(name) ?? 0) + more);
  for (const { name } of wanted) add(name, 1);
  for (;;) {
    const yielding = wanted.filter(
      ({ full, name }) => full !== undefined && (reserved.has(name) || (count.get(name) ?? 0) > 1),
    );
    if (yielding.length === 0) return wanted;
    for (const claim of yielding) {
      add(claim.name, -1);
      claim.text = claim.full as string;
      claim.full = undefined;
      claim.name = toIdentifier(claim.text, claim.style);
    }
    for (const { name } of yielding) add(name, 1);
  }
}

interface Wanted extends Omit<NameClaim, "text"> {
  text: string;
  name: string;
}

/**
 * The words of a text joined to an identifier of ECMAScript: letters and digits of any script, in
 * NFC, and nothing that is not seen. Never empty, never starting with a digit.
 */
export function toIdentifier(text: string, style: "camel" | "pascal"): string {
  // A text that already is an identifier keeps its own spelling, but for the first letter.
  const words = wordsOf(text);
  const joined = words.map((word, index) => (index === 0 ? word : upperFirst(word))).join("");
  const cased = (style === "pascal" ? upperFirst(joined) : lowerFirstWord(joined)).normalize("NFC");
  const bounded =
    cased.length > 80 ? `${[...cased].slice(0, 60).join("")}_${digest(text, 8)}` : cased;
  if (bounded === "") return `${style === "pascal" ? "N" : "n"}_${digest(text, 6)}`;
  return /^\p{ID_Start}/u.test(bounded) ? bounded : `_${bounded}`;
}

/** What has no width or turns the direction of writing, also where letters may be such. */
const unseen = /\p{Default_Ignorable_Code_Point}+/gu;

/** The words of a text: letters, marks and digits of any script that stand together. */
export function wordsOf(text: string): readonly string[] {
  const seen = text.normalize("NFC").replaceAll(unseen, "");
  return seen.split(/(?:\P{ID_Continue}|\p{Pc})+/u).filter((word) => word !== "");
}

/** Whether a text can be a name that we give. */
export function isIdentifier(text: string): boolean {
  return (
    /^[\p{ID_Start}_][\p{ID_Continue}]{0,199}$/u.test(text) &&
    text.search(unseen) < 0 &&
    text === text.normalize("NFC")
  );
}

/** `BOMs` becomes `boms`, `APIKeys` becomes `apiKeys`, `ListBoms` becomes `listBoms`. */
function lowerFirstWord(text: string): string {
  const acronym = /^\p{Lu}+(?=\p{Lu}\p{Ll}+\p{Ll}|s?$|s?[0-9_])/u.exec(text)?.[0];
  if (acronym) return acronym.toLowerCase() + text.slice(acronym.length);
  const [first = ""] = text;
  return first.toLowerCase() + text.slice(first.length);
}

function upperFirst(text: string): string {
  const [first = ""] = text;
  const upper = first.toUpperCase();
  // A few letters have no capital of their own: `ß` would be `SS`.
  return upper.length === first.length ? upper + text.slice(first.length) : text;
}

export function digest(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Words of the language; none of them can name a function or a type. */
export const reservedWords: ReadonlySet<string> = new Set(
  words(`abstract any arguments as asserts async await bigint boolean break case catch class const
    continue debugger declare default delete do else enum eval export extends false finally for from
    function get if implements import in infer instanceof interface intrinsic is keyof let module
    namespace never new null number object of out override package private protected public readonly
    require return satisfies set static string super switch symbol this throw true try type typeof
    undefined unique unknown using var void while with yield`),
);

/**
 * Names that generated modules use or export themselves. A test recomputes the runtime's share
 * from its exports.
 */
export const reservedExports: ReadonlySet<string> = new Set([
  ...reservedWords,
  // `await import()` would take a module that exports it for a promise
  "then",
  // globals that generated code mentions
  ...words(`Array AsyncIterable Blob Date Exclude NonNullable Object Pick Promise PropertyKey Readonly
    Record Request Required Response`),
  // the types module
  ...words("$defs WithRequired Writable WritableForm components operations paths webhooks"),
  // generated modules
  ...words("client config descriptors options params BodyContent InferredOperationId"),
  // the runtime, where generated modules import it
  ...words(`ApiCall BasicCredential CallOptions Client ClientOptions Credential FailedWith Failure FailureByStatus OperationDescriptor OtherFailure OtherServerFailure PagedCall
    ServerSentEvent Status2XX Status3XX Status4XX Status5XX Success Unanswered
    WithHeaders WithoutCredential`),
]);

/**
 * What else the runtime exports. A schema may well be called `NotFoundError`; it keeps that name in
 * the types module, and the client's entry exports the runtime's.
 */
export const runtimeClasses: readonly string[] = words(`ApiError AuthenticationError BadRequestError
  CancelledError ConflictError ConnectionError InferredOperationError InvalidArgumentError
  NotFoundError PaginationError PermissionError RateLimitError ServerError StatusError TimeoutError
  UnexpectedRedirectError UnreadableResponseError WebhookError`);
export const runtimeTypes: readonly string[] = words(`BaseUrlOption CredentialRequest ErrorEvent
  FetchOptions HookEvent Hooks InferredOption LimitOptions LocatedOperation OtherKind ParseJson
  RequestEvent ResponseEvent RetryEvent SendOptions Sign SignedRequest WebhookOptions`);
export const runtimeExports: readonly string[] = [...runtimeClasses, ...runtimeTypes];

/** The names that a client exports because of its own. */
export function clientExports(name: string): readonly string[] {
  return [name, `${name}Options`, `create${name}`, `create${name}Client`];
}

/**
 * Whether a client may be called so. `Client`, for example, would export a second `Client` and
 * `ClientOptions` beside the runtime's.
 */
export function isClientName(name: string): boolean {
  return clientExports(name).every(
    (own) => !reservedExports.has(own) && !runtimeExports.includes(own),
  );
}

/**
 * Properties that would change what the facade is: an object with `then` is taken for a promise.
 */
export const reservedMembers: ReadonlySet<string> = new Set(
  words("__proto__ constructor hasOwnProperty prototype then toString toJSON valueOf"),
);

/** Options that every client has; a security scheme called so gets another name. */
export const reservedOptions: ReadonlySet<string> = new Set(
  words(`auth baseUrl credentialOrigins dangerouslyAllowBrowser deadlineMs fetch fetchOptions headers
    hooks inferred maxConcurrency maxResponseBytes maxRetries maxRetryAfterMs maxRetryDelayMs
    parseJson retryDelayMs serverVariables sign timeoutMs __proto__ constructor`),
);
