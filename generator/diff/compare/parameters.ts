import type { Parameter } from "../../contract/index.js";
import { parameterKey } from "../../openapi/index.js";
import { compareHolder } from "./holders.js";
import { removalOf } from "./lifecycle.js";
import type { OperationReport } from "./operation.js";
import { pathParametersOf } from "./operations.js";

export function compareParameters(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const renamed = renamedInPath(report);
  const paired = new Set<Parameter>();
  for (const [key, before] of base.parameters) {
    const after = revision.parameters.get(renamed.get(key) ?? key);
    if (after) {
      paired.add(after);
      const argument = isFlipped ? undefined : argumentOf(after);
      compareHolder(before, after, { part: "parameter", place: spelled(after), argument }, report);
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
    if (other === undefined || other === name) continue;
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

export function spelled(parameter: Parameter): string {
  return `${parameter.in} parameter "${parameter.name}"`;
}

/** The name is the body's own; a parameter of that name gets another. */
function argumentOf({ name }: Parameter): string | undefined {
  return name === "body" ? undefined : name;
}

/** What a rename or a move is known by. */
function told(parameter: Parameter): unknown {
  const { in: place, name, required, isOfPath, raw } = parameter;
  return { in: place, name, required, of: isOfPath ? "path" : "operation", schema: raw["schema"] };
}
