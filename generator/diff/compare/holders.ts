import type { Parameter } from "../../contract/index.js";
import { isSame } from "../../contract/index.js";
import { compareContent } from "./content.js";
import { compareLifecycle } from "./lifecycle.js";
import type { OperationReport } from "./operation.js";

type Spelling = "style" | "explode" | "allowReserved" | "allowEmptyValue";

/** A header knows one style, and nothing in it is reserved. */
const spellings: Readonly<Record<string, readonly Spelling[]>> = {
  parameter: ["style", "explode", "allowReserved", "allowEmptyValue"],
  header: ["explode"],
};

/** As the specification has it if the document does not say. */
const defaultStyles: Readonly<Record<string, string>> = {
  query: "form",
  cookie: "form",
  path: "simple",
  header: "simple",
};

interface Held {
  readonly part: "parameter" | "header";
  readonly place: string;
  readonly argument: string | undefined;
}

/** What a parameter and a header have alike: a value of a schema, and how it is spelled. */
export function compareHolder(
  before: Parameter,
  after: Parameter,
  { part, place: name, argument }: Held,
  report: OperationReport,
): void {
  const nodes = [before, after] as const;
  const subject = report.subject(part);
  const told = (kind: string, old: unknown, now: unknown) =>
    report.changed(`${subject}.${kind}`, nodes, { name, before: old, after: now });
  if (before.required !== after.required) {
    told(`presence.${after.required ? "required" : "optional"}`, before.required, after.required);
  }
  const [old, now] = [spellingOf(before), spellingOf(after)];
  for (const field of spellings[subject] ?? []) {
    if (old[field] !== now[field]) told(`${field}.changed`, old[field], now[field]);
  }
  for (const field of ["description", "example", "examples"]) {
    const [was, is] = [before.raw[field], after.raw[field]];
    if (!isSame(was, is)) told(`${field}.changed`, was, is);
  }
  compareLifecycle(before.raw, after.raw, told);
  compareSchemaOf(before, after, { part, place: name, argument }, report);
}

function compareSchemaOf(
  before: Parameter,
  after: Parameter,
  { part, place: name, argument }: Held,
  report: OperationReport,
): void {
  const subject = report.subject(part);
  const isContent = before.content.size > 0;
  if (isContent !== after.content.size > 0) {
    report.changed(`${subject}.serialisation.changed`, [before, after], {
      name,
      before: isContent ? "content" : "schema",
      after: isContent ? "schema" : "content",
    });
  } else if (isContent) {
    const holder = { part, place: name, argument, isRequired: after.required };
    compareContent(before, after, holder, report);
  } else if (before.schema && after.schema) {
    report.pairs.addRoot(before.schema, after.schema, {
      subject,
      operation: report.revision.name,
      place: name,
      noun: part === "parameter" ? "request" : "response",
      argument,
      isEvent: false,
      isTyped: report.isTyped,
      isText: true,
      // A parameter of the path that does not say so is taken at its word: its default counts.
      isRequired: before.raw["required"] === true && after.raw["required"] === true,
    });
  } else if (before.schema || after.schema) {
    const verb = after.schema ? "added" : "removed";
    report.changed(`${subject}.schema.${verb}`, [before, after], { name });
  }
}

function spellingOf({ raw, in: place }: Parameter) {
  const style = raw["style"] ?? defaultStyles[place];
  return {
    style,
    explode: raw["explode"] ?? style === "form",
    allowReserved: raw["allowReserved"] === true,
    allowEmptyValue: raw["allowEmptyValue"] === true,
  };
}
