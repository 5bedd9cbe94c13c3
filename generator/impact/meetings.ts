import { partsOf, type RuleId } from "../diff/index.js";

/**
 * What of an operation a finding meets, so that a use of it is a use of what changed:
 *
 * - `field`: uses of the field, argument or value at the place that the finding names.
 * - `call`: every call of the operation.
 * - `response`: calls of whose answer more than the body may be read.
 * - `everyCall`: every call of any operation.
 * - `outcome`: code that tells the operation's statuses or errors apart.
 * - `webhook`: code that receives the event.
 * - `type`: code that names the type.
 * - `nothing`: no code can use it.
 */
export type Meeting =
  | "field"
  | "call"
  | "response"
  | "everyCall"
  | "outcome"
  | "webhook"
  | "type"
  | "nothing";

const ofSubjects: Readonly<Record<ReturnType<typeof partsOf>["subject"], Meeting>> = {
  document: "everyCall",
  securityScheme: "everyCall",
  component: "type",
  operation: "call",
  webhook: "webhook",
  // The server calls them at an address that the client has no types for.
  callback: "nothing",
  parameter: "field",
  request: "field",
  header: "response",
  response: "field",
};

/** Where the aspect decides, and not the subject. */
const ofAspects: Readonly<Record<string, Meeting>> = {
  "document.version": "nothing",
  "document.info": "nothing",
  "document.tag": "nothing",
  "document.serverDescription": "nothing",
  "document.serverVariableDescription": "nothing",
  "securityScheme.description": "nothing",
  "operation.summary": "nothing",
  "operation.description": "nothing",
  "operation.externalDocs": "nothing",
  "operation.optionalParameter": "field",
  "operation.parameter": "field",
  "operation.pathParameter": "field",
  "operation.headerParameter": "field",
  "operation.errorResponse": "outcome",
  "operation.successResponse": "outcome",
  "operation.response": "outcome",
  "response.mediaType": "call",
  "response.encoding": "call",
  "response.schema": "call",
  "response.requiredHeader": "response",
  "response.optionalHeader": "response",
  "response.link": "nothing",
};

export function meetingOf(kind: RuleId): Meeting {
  const { subject, aspect } = partsOf(kind);
  return ofAspects[`${subject}.${aspect}`] ?? ofSubjects[subject];
}

const ofValues: ReadonlySet<string> = new Set([
  "enum",
  "const",
  "extensibleEnum",
  "discriminatorMapping",
]);

/** Whether a finding is about single values of a field, which its `before` and `after` list. */
export function isOfValues(kind: RuleId): boolean {
  const { aspect, verb } = partsOf(kind);
  return ofValues.has(aspect) && verb !== "begun" && verb !== "dropped";
}

/**
 * Whether a finding hits who passes nothing: the server then takes another value, or refuses the
 * request.
 */
export function isOfAbsence(kind: RuleId): boolean {
  const { subject, aspect, verb } = partsOf(kind);
  if (subject !== "parameter" && subject !== "request") return false;
  if (aspect === "default") return true;
  return (
    (aspect === "required" && verb !== "removed") || (aspect === "presence" && verb === "required")
  );
}
