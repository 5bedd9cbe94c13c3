/** The words and examples that the rules of parameters, bodies and answers have in common. */

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
  "Requests that were right before are refused.",
  "Send what the new contract asks for.",
] as const;
export const ignored = [
  "The server no longer reads it, and may refuse what it does not know.",
  "Stop sending it.",
] as const;
export const nothing = ["What was right before still is.", "Nothing."] as const;
export const missing = [
  "Callers who wait for it wait in vain.",
  "Handle what comes instead.",
] as const;
export const surprise = ["Callers meet what they never had to expect.", "Handle it."] as const;
export const spelled = [
  "The same value is spelled another way on the wire.",
  "Regenerate the client, which knows the spelling.",
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
