import type { Operation, Response } from "../contract/index.js";
import { responseOf } from "../openapi/index.js";
import { type Exchange, headerOf } from "../recordings/index.js";
import { mediaFor, toDeviation, unchecked } from "./check-request.js";
import type { Deviation } from "./deviation.js";
import { parseExact } from "./exact-json.js";
import { withOtherSlash } from "./match-operation.js";
import type { DeviationId } from "./rules.js";
import type { Complaint, SchemaCheck } from "./schema-check.js";
import { describePath } from "./shown-names.js";

/** Statuses that any operation can have, whatever its spec says. */
const usual = (status: number) => [401, 403, 429].includes(status) || status >= 500;

/** In what an answer deviates from its operation. */
export function checkResponse(
  { request, response }: Exchange,
  operation: Operation,
  schemas: SchemaCheck,
): Deviation[] {
  const { status } = response;
  const where = `answer ${status}`;
  // The client still has the answer that this one confirms.
  if (status === 304) return [];
  const declared = responseOf(status, operation.responses.values());
  if (!declared) {
    if (isRedirectToSlash(request.url, response)) {
      const what = "redirects to the other spelling of the path";
      return [{ rule: "redirect-to-slash", where, what, at: operation.at }];
    }
    const rule = usual(status) ? "status-usual" : "status-undeclared";
    return [{ rule, where, what: "is not declared", at: operation.at }];
  }
  if (request.method === "HEAD" || !declared.mayHaveBody) return [];
  return checkBody(response, declared, where, schemas);
}

function isRedirectToSlash(url: URL, response: Exchange["response"]): boolean {
  const location = headerOf(response, "location");
  if (response.status < 300 || response.status > 399 || location === undefined) return false;
  if (!URL.canParse(location, url.href)) return false;
  return new URL(location, url.href).pathname === withOtherSlash(url.pathname);
}

function checkBody(
  response: Exchange["response"],
  declared: Response,
  where: string,
  schemas: SchemaCheck,
): Deviation[] {
  const { body, status } = response;
  const { at, content } = declared;
  const isEmpty = body === undefined || body.bytes.length === 0;
  if (isEmpty) {
    // A recording without the body may just not have it.
    const isSurelyEmpty = body !== undefined || headerOf(response, "content-length") === "0";
    const isDue = content.size > 0 && isSurelyEmpty && status !== 204 && status !== 205;
    return isDue ? [{ rule: "answer-body-missing", where, what: "has no body", at }] : [];
  }
  if (content.size === 0) {
    return [{ rule: "answer-body-undeclared", where, what: "has a body", at }];
  }
  const media = mediaFor(content, body.mediaType ?? headerOf(response, "content-type"));
  if (!media) {
    const what = "has a media type that is not declared";
    return [{ rule: "answer-type-undeclared", where, what, at }];
  }
  if (body.isTruncated) return [unchecked(where, "is recorded only in part", at)];
  const { form, schema } = media;
  if (form !== "json") return [];
  let value: unknown;
  let inexact: readonly (readonly (string | number)[])[];
  try {
    ({ value, inexact } = parseExact(body.bytes.toString("utf8")));
  } catch {
    return [{ rule: "answer-unreadable", where, what: "is not JSON", at: media.at }];
  }
  const complaints = schema ? schemas.complaints(schema, value) : [];
  return [
    ...complaints.map((complaint) =>
      toDeviation(complaint, ruleForAnswer(complaint, value), where, media.at),
    ),
    ...inexact.map((path): Deviation => {
      const what = "has more digits than a number keeps";
      return {
        rule: "answer-digits-lost",
        where: `${where}${describePath(path)}`,
        what,
        at: media.at,
      };
    }),
  ];
}

function ruleForAnswer({ keyword, path }: Complaint, root: unknown): DeviationId {
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
