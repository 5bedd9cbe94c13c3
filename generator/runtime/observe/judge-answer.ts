import type { AnswerRuleId } from "./answer-rules.js";
import { type Complaint, type Deviation, toDeviation } from "./deviation.js";
import { parseExact } from "./exact-json.js";

/*
 * What `tether verify` says of a recorded answer and what an observer says of a live one is decided
 * here. The one reads the spec, the other a table that was made of it.
 */

/** An answer, and what was asked. */
export interface Answer {
  /** Of the request, upper case. */
  readonly method: string;
  /** That was requested. */
  readonly url: URL;
  readonly status: number;
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** Undefined if it is not known whether there is one. */
  readonly body: AnswerBody | undefined;
}

export interface AnswerBody {
  readonly isEmpty: boolean;
  /** As the answer declares it. */
  readonly mediaType: string | undefined;
  /** Whether only its beginning is known. */
  readonly isTruncated: boolean;
  /** Only asked for if it is JSON. */
  readonly text: () => string;
}

/** What the spec says of the answers of an operation. */
export interface AnsweredOperation<Source> {
  readonly at: Source;
  /** What is declared for a status; undefined if nothing is. */
  readonly answerOf: (status: number) => DeclaredAnswer<Source> | undefined;
}

export interface DeclaredAnswer<Source> {
  readonly at: Source;
  readonly mayHaveBody: boolean;
  readonly hasContent: boolean;
  /** What is declared for a media type; undefined if nothing is. */
  readonly contentOf: (mediaType: string | undefined) => DeclaredContent<Source> | undefined;
}

export interface DeclaredContent<Source> {
  readonly at: Source;
  readonly isJson: boolean;
  /** What is wrong with a value. */
  readonly complaints: (value: unknown) => readonly Complaint<Source>[];
}

type Found<Source> = Deviation<AnswerRuleId, Source>;

/** Statuses that any operation can have, whatever its spec says. */
const usual = (status: number) => [401, 403, 429].includes(status) || status >= 500;

/** In what an answer deviates from its operation. */
export function judgeAnswer<Source>(
  answer: Answer,
  operation: AnsweredOperation<Source>,
): Found<Source>[] {
  const { status, method } = answer;
  const where = `answer ${status}`;
  // The client still has the answer that this one confirms.
  if (status === 304) return [];
  const declared = operation.answerOf(status);
  if (!declared) {
    const { at } = operation;
    if (isRedirectToSlash(answer)) {
      const what = "redirects to the other spelling of the path";
      return [{ rule: "redirect-to-slash", where, what, at }];
    }
    const rule = usual(status) ? "status-usual" : "status-undeclared";
    return [{ rule, where, what: "is not declared", at }];
  }
  if (method === "HEAD" || !declared.mayHaveBody) return [];
  return judgeBody(answer, declared, where);
}

function isRedirectToSlash({ url, status, header }: Answer): boolean {
  const location = header("location");
  if (status < 300 || status > 399 || location === undefined) return false;
  try {
    return new URL(location, url).pathname === withOtherSlash(url.pathname);
  } catch {
    return false;
  }
}

export function withOtherSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
}

function judgeBody<Source>(
  { body, status, header }: Answer,
  { at, hasContent, contentOf }: DeclaredAnswer<Source>,
  where: string,
): Found<Source>[] {
  if (!body || body.isEmpty) {
    // A recording without the body may just not have it.
    const isSurelyEmpty = body !== undefined || header("content-length") === "0";
    const isDue = hasContent && isSurelyEmpty && status !== 204 && status !== 205;
    return isDue ? [{ rule: "answer-body-missing", where, what: "has no body", at }] : [];
  }
  // A redirect comes with a note for people, whose programs do not follow it.
  const isNote = status >= 300 && status < 400 && header("location") !== undefined;
  if (!hasContent && isNote) return [];
  if (!hasContent) return [{ rule: "answer-body-undeclared", where, what: "has a body", at }];
  const content = contentOf(body.mediaType ?? header("content-type"));
  if (!content) {
    const what = "has a media type that is not declared";
    return [{ rule: "answer-type-undeclared", where, what, at }];
  }
  if (!content.isJson) return [];
  if (body.isTruncated) return [{ rule: "unchecked", where, what: "is recorded only in part", at }];
  return judgeJson(body.text(), content, where);
}

function judgeJson<Source>(
  text: string,
  { at, complaints }: DeclaredContent<Source>,
  where: string,
): Found<Source>[] {
  let read: ReturnType<typeof parseExact>;
  try {
    read = parseExact(text);
  } catch {
    return [{ rule: "answer-unreadable", where, what: "is not JSON", at }];
  }
  const { value, inexact } = read;
  const lost = { keyword: "", message: "has more digits than a number keeps" };
  return [
    ...complaints(value).map((complaint) =>
      toDeviation(complaint, ruleOf(complaint, value), where, at),
    ),
    ...inexact.map((path) => toDeviation({ ...lost, path }, "answer-digits-lost", where, at)),
  ];
}

function ruleOf<Source>({ keyword, path }: Complaint<Source>, root: unknown): AnswerRuleId {
  switch (keyword) {
    case "unknown":
    case "additionalProperties":
    case "unevaluatedProperties":
    case "propertyNames":
      return "answer-member-unknown";
    case "required":
    case "dependentRequired":
      return "answer-member-missing";
    case "type":
      return valueAt(root, path) === null ? "answer-null" : "answer-type";
    case "format":
      return "answer-format";
    case "enum":
    case "const":
      return valueAt(root, path) === null ? "answer-null" : "answer-value-unknown";
    case "oneOf":
    case "anyOf":
    case "not":
    case "false":
    case "$ref":
      return valueAt(root, path) === null ? "answer-null" : "answer-shape";
    default:
      return "answer-limit";
  }
}

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Readonly<Record<string, unknown>> | null)?.[step],
    root,
  );
}
