import { isFields } from "../../../generator/openapi/index.js";
import type { Result } from "./client.js";
import type { PlainRequest } from "./plain-request.js";

/** An answer, as somebody with curl sees it. */
export interface PlainAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Prism's header `sl-violations`: what does not fit in the request, and in its own answer. */
  readonly violations: string | undefined;
}

export async function readPlain(response: Response): Promise<PlainAnswer> {
  const { status, headers } = response;
  const type = headers.get("content-type") ?? "";
  const violations = headers.get("sl-violations") ?? undefined;
  return { status, type, text: await response.text(), violations };
}

export async function sendPlain(
  url: string,
  { method, target, headers, body }: PlainRequest,
): Promise<PlainAnswer> {
  const response = await fetch(url + target, {
    method,
    headers: { ...headers },
    ...(body !== undefined && { body }),
    redirect: "manual",
  });
  return readPlain(response);
}

/**
 * Why Prism refused a request: the name of its error, and which parts of the request it is about.
 * Undefined if it did not refuse it.
 */
export function refusalOf({ type, text, violations }: PlainAnswer): string | undefined {
  const body = type.startsWith("application/problem+json") ? parse(text) : undefined;
  const problem = isFields(body) ? body : {};
  const [, name] = /prism\/errors#(\w+)/.exec(String(problem["type"])) ?? [];
  const inHeader = parse(violations ?? "[]");
  // The body of a refusal is about the request alone; the header says of each what it is about, and
  // has remarks too, such as that a parameter is deprecated.
  const parts = [
    ...listOf(problem["validation"]).map((each) => partOf(each, 0)),
    ...listOf(inHeader).flatMap((each) =>
      listOf<string>(each["location"])[0] === "request" && each["severity"] === "Error"
        ? [partOf(each, 1)]
        : [],
    ),
  ];
  if (name === undefined && parts.length === 0) return undefined;
  return [name ?? "in the form of the document", ...new Set(parts)].join(": ");
}

function listOf<Item = Readonly<Record<string, unknown>>>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value : [];
}

function partOf(violation: Readonly<Record<string, unknown>>, at: number): string {
  return `${listOf<string>(violation["location"])[at] ?? ""} ${violation["code"]}`;
}

/** What came of an operation. */
export type Outcome =
  | { readonly kind: "parsed" }
  /** `why` says of which class it is. */
  | { readonly kind: "prism" | "client"; readonly why: string };

/**
 * Judges a call by what the same call by hand got: what Prism refuses in both it refuses of the
 * operation, or of the sample that was made for it.
 *
 * @param seen what the client's call got from Prism; undefined if nothing was sent
 * @param byHand makes the same call by hand, which is only done where it says something
 */
export async function judge(
  result: Result,
  seen: PlainAnswer | undefined,
  byHand: () => Promise<PlainAnswer>,
): Promise<Outcome> {
  if (seen === undefined) {
    return { kind: "client", why: `not sent: ${result.error?.name ?? "no reason"}` };
  }
  const refusal = refusalOf(seen);
  if (refusal !== undefined) {
    const other = refusalOf(await byHand());
    if (other !== undefined) return { kind: "prism", why: other };
    return { kind: "client", why: `refused: ${refusal}` };
  }
  if (result.ok) return { kind: "parsed" };
  // A failure that the document describes has come as it should.
  if (seen.status >= 300 && result.status === seen.status) return { kind: "parsed" };
  if (isBroken(seen)) return { kind: "prism", why: "the answer says that it is JSON, and is none" };
  return {
    kind: "client",
    why: `unread: ${result.error?.name ?? "no reason"} of ${seen.status} ${seen.type}`,
  };
}

function isBroken({ type, text }: PlainAnswer): boolean {
  return /[/+]json\b/.test(type) && parse(text) === undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
