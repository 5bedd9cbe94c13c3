import { diagnose } from "../diagnostics/index.js";
import { type Aspect, aspects, type Level, type Provenance, type Statement } from "./api.js";
import { isObject, type Reader } from "./reader.js";

const levels: readonly Level[] = ["documented", "inferred", "undocumented"];

/** Reads `x-provenance` of an operation; undefined if the spec has none. */
export function readProvenance(operation: Reader): Provenance | undefined {
  const node = operation.at("x-provenance");
  if (!node.exists) return undefined;
  const entries = aspects.map((aspect): [Aspect, Statement] => [
    aspect,
    readStatement(node.at(aspect), aspect),
  ]);
  return Object.fromEntries(entries) as Record<Aspect, Statement>;
}

function readStatement(node: Reader, aspect: Aspect): Statement {
  const invalid = (why: string): Statement => {
    node.report(diagnose("extension-invalid", { name: `x-provenance.${aspect}`, why }, node.place));
    return { level: "undocumented", because: undefined, sources: [] };
  };
  if (!isObject(node.value)) return invalid("must be an object with a `level`");
  const level = node.at("level").value as Level;
  if (!levels.includes(level)) return invalid(`\`level\` must be one of ${levels.join(", ")}`);
  const because = node.at("because").text();
  const sources = node
    .at("sources")
    .items()
    .flatMap((item) => item.text() ?? []);
  if (level === "documented" && sources.length === 0)
    return invalid("`documented` needs `sources`");
  if (level === "inferred" && !because) return invalid("`inferred` needs a `because`");
  return { level, because, sources };
}

/** Whether a call would go to a place that no source states. */
export function isInferred(provenance: Provenance | undefined): boolean {
  if (!provenance) return false;
  return provenance.method.level !== "documented" || provenance.path.level !== "documented";
}
