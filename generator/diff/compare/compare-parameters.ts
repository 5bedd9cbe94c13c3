import type { Parameter } from "../../contract/index.js";
import { parameterKey, pathParametersOf, pathSpelling } from "../../openapi/index.js";
import type { ParameterChange } from "./change.js";
import { removalOf } from "./compare-lifecycle.js";
import type { OperationReport } from "./compare-operation.js";
import { compareSerializedValue } from "./compare-serialization.js";
import { parameterPart } from "./operation-part.js";

export function compareParameters(report: OperationReport): void {
  const { base, revision, changed, isFlipped } = report;
  const renamed = renamedInPath(report);
  const paired = new Set<Parameter>();
  for (const [key, before] of base.parameters) {
    const after = revision.parameters.get(renamed.get(key) ?? key);
    if (after) {
      paired.add(after);
      const argument = isFlipped ? undefined : argumentOf(after);
      if (after.in === "header" && !isFlipped) noteSpelling(before, after, report);
      compareSerializedValue(before, after, { part: parameterPart(after), argument }, report);
      continue;
    }
    const kind = isFlipped
      ? "webhook.parameter.removed"
      : (`operation.parameter.${removalOf(before, report.today)}` as const);
    const values = { before: displayValue(before), isIn: "base" } as const;
    changed(existence(kind, before), [before, revision], values);
  }
  for (const after of revision.parameters.values()) {
    if (paired.has(after)) continue;
    const isFree = after.raw["schema"] !== undefined && hasDefault(after);
    const requirement = after.required ? "requiredParameter" : "optionalParameter";
    const kind = isFlipped
      ? "webhook.parameter.added"
      : after.required && isFree
        ? "operation.requiredParameter.addedWithDefault"
        : (`operation.${requirement}.added` as const);
    const values = { after: displayValue(after), isIn: "revision" } as const;
    changed(existence(kind, after), [base, after], values);
  }
}

function existence(kind: ParameterChange["kind"], parameter: Parameter) {
  const part = parameterPart(parameter);
  return { of: "parameter", kind, part, written: parameter.raw } as const;
}

function hasDefault({ raw }: Parameter): boolean {
  const { schema } = raw as { schema?: { default?: unknown } };
  return schema?.default !== undefined;
}

/** Header names are case-insensitive; names of arguments are not. */
function noteSpelling(before: Parameter, after: Parameter, { changed }: OperationReport): void {
  if (before.name === after.name) return;
  const kind = "operation.headerParameter.respelled";
  const topic = { of: "argument", kind, from: before.name, to: after.name } as const;
  changed(topic, [before, after], { before: before.name, after: after.name });
}

/**
 * A path parameter is identified by its position; its name is not sent. But where names only changed
 * places, values of the one are now taken for those of the other.
 */
function renamedInPath(report: OperationReport): Map<string, string> {
  const { base, revision, changed } = report;
  const [before, after] = [base.name.path, revision.name.path].map(pathParametersOf);
  const renamed = new Map<string, string>();
  if (!before || !after || before.length !== after.length) return renamed;
  const swapped = noteSwapped(before, after, report);
  for (const [index, name] of before.entries()) {
    const other = after[index];
    const parameter = base.parameters.get(parameterKey("path", name));
    if (other === undefined || other === name || swapped.has(name)) continue;
    renamed.set(parameterKey("path", name), parameterKey("path", other));
    const now = revision.parameters.get(parameterKey("path", other));
    const kind = "operation.pathParameter.renamed";
    const topic = { of: "argument", kind, from: name, to: other } as const;
    const values = { before: name, after: other };
    changed(topic, [parameter ?? base, now ?? revision], values);
  }
  return renamed;
}

/** Names that changed places with one another, in circles; each circle is one change. */
function noteSwapped(
  before: readonly string[],
  after: readonly string[],
  { base, revision, changed }: OperationReport,
): Set<string> {
  const swapped = new Set<string>();
  const next = (name: string | undefined) => after[before.indexOf(name ?? "")];
  for (const first of before) {
    if (swapped.has(first)) continue;
    const circle = [first];
    // Each name leads to the one in its place; a name that is new leads nowhere.
    for (let name = next(first); name !== undefined && !circle.includes(name); name = next(name))
      circle.push(name);
    if (circle.length < 2 || next(circle.at(-1)) !== first) continue;
    for (const name of circle) swapped.add(name);
    // If the path moved, no request to the old one is read at all.
    if (pathSpelling(base.name.path) !== pathSpelling(revision.name.path)) continue;
    const isIn = (name: string) => circle.includes(name);
    const name = circle.toSorted((a, b) => before.indexOf(a) - before.indexOf(b)).join(" and ");
    const topic = { of: "operation", kind: "operation.pathParameter.swapped", name } as const;
    const values = { before: before.filter(isIn), after: after.filter(isIn) };
    // Those of the path, so that all its methods give one change.
    changed(topic, [base.pathItem, revision.pathItem], values);
  }
  return swapped;
}

/** The argument `body` is the body itself; a parameter of that name gets another. */
function argumentOf({ name }: Parameter): string | undefined {
  return name === "body" ? undefined : name;
}

/** The values that reports show for a rename or a move. */
function displayValue(parameter: Parameter): unknown {
  const { in: place, name, required, isOfPath, raw } = parameter;
  return { in: place, name, required, of: isOfPath ? "path" : "operation", schema: raw["schema"] };
}
