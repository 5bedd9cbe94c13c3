import type { Parameter } from "../../contract/index.js";
import { isOneOf } from "../../narrowing.js";
import {
  defaultStyle,
  explodesByDefault,
  type FieldName,
  fieldNames,
  isSame,
  listSeparators,
  parameterStyles,
  queryStyles,
} from "../../openapi/index.js";
import { type IdOf, spellings } from "../change-kinds.js";
import { compareContent } from "./compare-content.js";
import { compareLifecycle } from "./compare-lifecycle.js";
import { listOfOne } from "./compare-lists.js";
import type { OperationReport } from "./compare-operation.js";
import type { SerializedPart } from "./operation-part.js";
import type { Pair } from "./schema-pairs.js";

const ofSpelling = {
  parameter: spellings.parameter.map((field) => [field, `parameter.${field}.changed`] as const),
  header: spellings.header.map((field) => [field, `header.${field}.changed`] as const),
};
const prose = fieldNames("parameter", "prose");

interface SerializedValue {
  readonly part: SerializedPart;
  readonly argument: string | undefined;
}

/** The common part of parameters and headers: a schema, and its serialization. */
export function compareSerializedValue(
  before: Parameter,
  after: Parameter,
  { part, argument }: SerializedValue,
  report: OperationReport,
): void {
  const nodes = [before, after] as const;
  const subject = report.subject(part);
  const emitChange = (kind: IdOf<"parameter" | "header">, old: unknown, now: unknown) =>
    report.changed({ of: "part", kind, part }, nodes, { before: old, after: now });
  if (before.required !== after.required) {
    const need = after.required ? "required" : "optional";
    emitChange(`${subject}.presence.${need}`, before.required, after.required);
  }
  const [old, now] = [spellingOf(before), spellingOf(after)];
  const list = listChangeOf(before, after, subject, report);
  for (const [field, kind] of ofSpelling[subject]) {
    // A single value is written in the same way, whatever separates several.
    if (list && (field === "style" || field === "explode")) continue;
    if (isIdle(field, before, after, report)) continue;
    if (old[field] !== now[field]) emitChange(kind, old[field], now[field]);
  }
  for (const field of prose) {
    const [was, is] = [before.raw[field], after.raw[field]];
    if (!isSame(was, is)) emitChange(`${subject}.${field}.changed`, was, is);
  }
  compareLifecycle(before.raw, after.raw, (kind, was, is) =>
    emitChange(`${subject}.${kind}`, was, is),
  );
  if (list) {
    report.changed({ of: "part", kind: list.kind, part }, nodes, {
      before: list.before,
      after: list.after,
      isTyped: isTypedIn(report),
    });
  }
  if (!list || list.schemas)
    compareSchemaOf(before, after, list?.schemas, { part, argument }, report);
}

/** Whether a field makes no difference to the values that both sides allow. */
function isIdle(
  field: FieldName<"parameter", "spelling">,
  before: Parameter,
  after: Parameter,
  { pairs }: OperationReport,
): boolean {
  if (field !== "style" && field !== "explode") return false;
  if (before.content.size > 0 || after.content.size > 0) return true;
  if (!before.schema || !after.schema) return false;
  const types = pairs.commonTypes({ base: before.schema, revision: after.schema });
  const [was, is] = [spellingOf(before).style, spellingOf(after).style];
  if (field === "style") {
    const isOfQuery =
      before.in === "query" && [was, is].every((each) => isOneOf(queryStyles, each));
    // Single values are written alike in all of these.
    return isOfQuery && types !== undefined && !types.some(isComposite);
  }
  const separators = isOneOf(parameterStyles, is) ? listSeparators[is] : undefined;
  const isOfLists = separators === undefined || separators.joined !== separators.exploded;
  return types?.every((type) => !isComposite(type) || (type === "array" && !isOfLists)) ?? false;
}

const isComposite = (type: string): boolean => type === "array" || type === "object";

/**
 * A single value that is sent may become a list of one, and a list that is received a single value:
 * then the value is compared with the items.
 */
function listChangeOf(
  before: Parameter,
  after: Parameter,
  subject: "parameter" | "header",
  { pairs }: OperationReport,
) {
  if (!before.schema || !after.schema) return undefined;
  const [a, b] = pairs.read({ base: before.schema, revision: after.schema });
  const [old, now] = [
    { parameter: before, schema: a },
    { parameter: after, schema: b },
  ];
  const isSent = subject === "parameter";
  const list = isSent ? listOfOne(old, now) : listOfOne(now, old);
  if (!list) return undefined;
  const aspect = list.isDelimited ? "delimitedList" : "list";
  return {
    kind: isSent ? (`parameter.${aspect}.begun` as const) : (`header.${aspect}.dropped` as const),
    before: before.schema[0]?.raw,
    after: after.schema[0]?.raw,
    schemas:
      list.items &&
      (isSent
        ? { base: before.schema, revision: list.items }
        : { base: list.items, revision: after.schema }),
  };
}

// The receiver of a webhook gets them from its own server, not from the client.
const isTypedIn = ({ isTyped, isFlipped }: OperationReport): boolean => isTyped && !isFlipped;

function compareSchemaOf(
  before: Parameter,
  after: Parameter,
  schemas: Pick<Pair, "base" | "revision"> | undefined,
  { part, argument }: SerializedValue,
  report: OperationReport,
): void {
  const subject = report.subject(part);
  const isTyped = isTypedIn(report);
  const isContent = before.content.size > 0;
  if (isContent !== after.content.size > 0) {
    const kind = `${subject}.serialisation.changed` as const;
    report.changed({ of: "part", kind, part }, [before, after], {
      before: isContent ? "content" : "schema",
      after: isContent ? "schema" : "content",
      isTyped,
    });
  } else if (isContent) {
    const owner = { part, argument, isRequired: after.required };
    compareContent(before, after, owner, report);
  } else if (before.schema && after.schema) {
    const { base, revision } = schemas ?? { base: before.schema, revision: after.schema };
    report.pairs.addRoot(base, revision, {
      subject,
      operation: report.revision.name,
      part,
      noun: part.kind === "parameter" ? "request" : "response",
      argument,
      isEvent: false,
      isTyped,
      isText: true,
      // For a path parameter, the written field counts here, and its default is false.
      isRequired: before.raw["required"] === true && after.raw["required"] === true,
    });
  } else if (before.schema || after.schema) {
    const verb = after.schema ? "added" : "removed";
    report.changed({ of: "part", kind: `${subject}.schema.${verb}`, part }, [before, after], {
      isTyped,
    });
  }
}

function spellingOf({
  raw,
  in: place,
}: Parameter): Readonly<Record<FieldName<"parameter", "spelling">, unknown>> {
  const style = raw["style"] ?? defaultStyle(place);
  return {
    style,
    explode: raw["explode"] ?? explodesByDefault(style),
    allowReserved: raw["allowReserved"] === true,
    allowEmptyValue: raw["allowEmptyValue"] === true,
  };
}
