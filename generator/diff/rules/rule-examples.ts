/** Phrases and examples that the rules of parameters, bodies and responses share. */

import type { RuleId } from "../change-kinds.js";
import type { ChangeClass, Severity } from "../finding.js";
import type { Example, Rule } from "./rule.js";

export const own = (before: string, after: string): Example => ({ of: "operation", before, after });

export function rule(
  id: RuleId,
  [wire, source]: readonly [Severity, Severity],
  message: string,
  [because, fix]: readonly [string, string],
  example: Example,
  kind: ChangeClass = "wire",
): Rule {
  return { id, wire, source, class: kind, message, because, fix, example };
}

export const refused = [
  "Requests that were valid before are rejected.",
  "Send what the new contract requires.",
] as const;
export const ignored = [
  "The server no longer reads it, and may reject what it does not know.",
  "Stop sending it.",
] as const;
export const nothing = ["What was valid before still is.", ""] as const;
export const missing = [
  "Callers that expect it no longer receive it.",
  "Handle what is sent instead.",
] as const;
export const surprise = [
  "Callers receive something that they never had to expect.",
  "Handle it.",
] as const;
export const spelled = [
  "The same value is written differently on the wire.",
  "Regenerate the client, which then writes it correctly.",
] as const;

export const text = "schema: { type: string }";
export const query = (fields: string) => `{ in: query, name: q, ${text}${fields} }`;
export const parameters = (...list: string[]) => `parameters: [${list.join(", ")}]`;
export const body = (fields: string) =>
  `requestBody: { content: { application/json: { ${text} } }${fields} }`;
export const answer = (fields: string, status = "200") =>
  `${status}: { description: A, ${fields} }`;
export const answers = (...list: string[]) => `responses: { ${list.join(", ")} }`;
export const content = (...types: string[]) =>
  `content: { ${types.map((type) => `${type}: { ${text} }`).join(", ")} }`;
export const headers = (fields: string) =>
  answers(answer(`headers: { X-Total: { ${text}${fields} } }`));
export const noHeaders = answers(answer("content: {}"));
export const webhook = (operation: string) => `webhooks: { arrived: { post: ${operation} } }`;
export const hooks = (before: string, after: string): Example => ({
  of: "document",
  before: webhook(before),
  after: webhook(after),
});
export const named = (name: string, place = "query", more = "") =>
  `{ in: ${place}, name: ${name}${more}, schema: { type: integer, minimum: 7 } }`;
