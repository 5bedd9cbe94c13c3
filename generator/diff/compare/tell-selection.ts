import { readContract } from "../../contract/index.js";
import type { Spec } from "../../load/index.js";
import { fieldsOf, templateOf } from "../../openapi/index.js";
import type { OperationName } from "../finding.js";
import type { Change } from "./change.js";

/**
 * Tells what the document no longer has from what only the client no longer has: a filter, or that
 * nothing selected refers to it any more, keeps it out of one version. Its server still has it, so
 * nothing changes on the wire.
 */
export function tellSelection(
  changes: readonly Change[],
  base: Spec,
  revision: Spec,
): readonly Change[] {
  const isFiltered = (spec: Spec) => spec.unfiltered !== spec.document;
  if (!isFiltered(base) && !isFiltered(revision)) return changes;
  const wholes = { base: wholeOf(base), revision: wholeOf(revision) };
  return changes.map((change) => {
    if (change.isIn === "both") return change;
    const other = wholes[change.isIn === "base" ? "revision" : "base"];
    const verb = change.isIn === "base" ? "unselected" : "selected";
    if (change.of === "operation" && isEndpoint(change.kind)) {
      const [operation] = change.operations;
      const subject = change.kind.startsWith("webhook.") ? "webhook" : "operation";
      return operation && other.operations.has(keyOf(subject, operation))
        ? { ...change, kind: `${subject}.endpoint.${verb}` }
        : change;
    }
    if (change.of === "document" && isSchema(change.kind)) {
      return other.has("schemas", change.name)
        ? { ...change, kind: `component.schema.${verb}` }
        : change;
    }
    if (change.of === "security" && isScheme(change.kind)) {
      return other.has("securitySchemes", change.alternatives[0]?.[0] ?? "")
        ? { ...change, kind: `securityScheme.definition.${verb}` }
        : change;
    }
    return change;
  });
}

// A callback is selected with its operation.
const isEndpoint = (kind: string) => /^(?:operation|webhook)\.endpoint\./.test(kind);
const isSchema = (kind: string) => /^component\.schema\.(?:added|removed)$/.test(kind);
const isScheme = (kind: string) => kind.startsWith("securityScheme.definition.");

interface Whole {
  readonly operations: ReadonlySet<string>;
  has(section: string, name: string): boolean;
}

/** What a document has, selected or not. */
function wholeOf(spec: Spec): Whole {
  const { operations } = readContract({ ...spec, document: spec.unfiltered });
  const components = fieldsOf(spec.unfiltered["components"]);
  return {
    operations: new Set(
      operations.map(({ kind, name }) => keyOf(kind === "path" ? "operation" : kind, name)),
    ),
    has: (section, name) => Object.hasOwn(fieldsOf(components[section]), name),
  };
}

/** Names of path parameters identify no operation. */
function keyOf(subject: string, { method, path }: OperationName): string {
  return `${subject} ${method} ${templateOf(path)}`;
}
