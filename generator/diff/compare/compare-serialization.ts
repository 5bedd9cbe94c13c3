import type { Parameter } from "../../contract/index.js";
import {
  defaultStyle,
  explodesByDefault,
  type FieldName,
  fieldNames,
  isSame,
} from "../../openapi/index.js";
import { type IdOf, spellings } from "../change-kinds.js";
import { compareContent } from "./compare-content.js";
import { compareLifecycle } from "./compare-lifecycle.js";
import type { OperationReport } from "./compare-operation.js";
import type { SerializedPart } from "./operation-part.js";

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
  for (const [field, kind] of ofSpelling[subject]) {
    if (old[field] !== now[field]) emitChange(kind, old[field], now[field]);
  }
  for (const field of prose) {
    const [was, is] = [before.raw[field], after.raw[field]];
    if (!isSame(was, is)) emitChange(`${subject}.${field}.changed`, was, is);
  }
  compareLifecycle(before.raw, after.raw, (kind, was, is) =>
    emitChange(`${subject}.${kind}`, was, is),
  );
  compareSchemaOf(before, after, { part, argument }, report);
}

function compareSchemaOf(
  before: Parameter,
  after: Parameter,
  { part, argument }: SerializedValue,
  report: OperationReport,
): void {
  const subject = report.subject(part);
  // The receiver of a webhook gets them from its own server, not from the client.
  const isTyped = report.isTyped && !report.isFlipped;
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
    report.pairs.addRoot(before.schema, after.schema, {
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
