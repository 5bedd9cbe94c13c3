import type { Parameter } from "../contract/contract.js";
import { parameterKey } from "../contract/read.js";
import { isSame } from "../contract/value.js";
import { compareLifecycle, removalOf } from "./lifecycle.js";
import type { OperationReport } from "./operation.js";
import { pathParametersOf } from "./operations.js";
import { compareContent } from "./payloads.js";

export function compareParameters(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const renamed = renamedInPath(report);
  const paired = new Set<Parameter>();
  for (const [key, before] of base.parameters) {
    const after = revision.parameters.get(renamed.get(key) ?? key);
    if (after) {
      paired.add(after);
      compareParameter(before, after, report);
      continue;
    }
    const removal = removalOf(before, report.today);
    const verb = isFlipped ? "removed" : removal;
    changed(`${isFlipped ? "webhook" : "operation"}.parameter.${verb}`, [before, revision], {
      name: spelled(before),
      before: told(before),
      isIn: "base",
    });
  }
  for (const after of revision.parameters.values()) {
    if (paired.has(after)) continue;
    const isFree = after.raw["schema"] !== undefined && hasDefault(after);
    const requirement = after.required ? "requiredParameter" : "optionalParameter";
    const kind = isFlipped ? "webhook.parameter" : `operation.${requirement}`;
    const verb = !isFlipped && after.required && isFree ? "addedWithDefault" : "added";
    changed(`${kind}.${verb}`, [base, after], {
      name: spelled(after),
      after: told(after),
      isIn: "revision",
    });
  }
}

function hasDefault({ raw }: Parameter): boolean {
  const { schema } = raw as { schema?: { default?: unknown } };
  return schema?.default !== undefined;
}

/** A parameter of the path is known by its position; its name is not sent. */
function renamedInPath({ base, revision, changed }: OperationReport): Map<string, string> {
  const [before, after] = [base.name.path, revision.name.path].map(pathParametersOf);
  const renamed = new Map<string, string>();
  if (!before || !after || before.length !== after.length) return renamed;
  for (const [index, name] of before.entries()) {
    const other = after[index];
    const parameter = base.parameters.get(parameterKey("path", name));
    if (other === undefined || other === name || after.includes(name)) continue;
    renamed.set(parameterKey("path", name), parameterKey("path", other));
    const now = revision.parameters.get(parameterKey("path", other));
    changed("operation.pathParameter.renamed", [parameter ?? base, now ?? revision], {
      name,
      before: name,
      after: other,
    });
  }
  return renamed;
}

/** As the specification has it if the document does not say. */
const defaultStyles: Readonly<Record<string, string>> = {
  query: "form",
  cookie: "form",
  path: "simple",
  header: "simple",
};

function compareParameter(before: Parameter, after: Parameter, report: OperationReport): void {
  const nodes = [before, after] as const;
  const subject = report.subject("parameter");
  const name = spelled(after);
  const told = (kind: string, old: unknown, now: unknown) =>
    report.changed(`${subject}.${kind}`, nodes, { name, before: old, after: now });
  if (before.required !== after.required) {
    told(`presence.${after.required ? "required" : "optional"}`, before.required, after.required);
  }
  const [old, now] = [spellingOf(before), spellingOf(after)];
  for (const field of ["style", "explode", "allowReserved", "allowEmptyValue"] as const) {
    if (old[field] !== now[field]) told(`${field}.changed`, old[field], now[field]);
  }
  for (const field of ["description", "example", "examples"]) {
    const [was, is] = [before.raw[field], after.raw[field]];
    if (!isSame(was, is)) told(`${field}.changed`, was, is);
  }
  if (subject === "parameter") compareLifecycle(before.raw, after.raw, told);
  compareSchemaOf(before, after, report, name);
}

function compareSchemaOf(
  before: Parameter,
  after: Parameter,
  report: OperationReport,
  name: string,
): void {
  const subject = report.subject("parameter");
  const isContent = before.content.size > 0;
  if (isContent !== after.content.size > 0) {
    report.changed(`${subject}.serialisation.changed`, [before, after], {
      name,
      before: isContent ? "content" : "schema",
      after: isContent ? "schema" : "content",
    });
  } else if (isContent) {
    compareContent(
      before,
      after,
      { part: "parameter", place: name, isRequired: after.required },
      report,
    );
  } else if (before.schema && after.schema) {
    report.pairs.addRoot(before.schema, after.schema, {
      subject,
      operation: report.revision.name,
      place: name,
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

export function spelled(parameter: Parameter): string {
  return `${parameter.in} parameter "${parameter.name}"`;
}

/** What a rename or a move is known by. */
function told(parameter: Parameter): unknown {
  const { in: place, name, required, isOfPath, raw } = parameter;
  return { in: place, name, required, of: isOfPath ? "path" : "operation", schema: raw["schema"] };
}
