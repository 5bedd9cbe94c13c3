import { diagnose } from "../diagnostics/index.js";
import {
  type Aspect,
  aspects,
  type Level,
  type Operation,
  type Provenance,
  type Statement,
} from "./api.js";
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

/** Why we believe in a method and path that no source states; undefined if one does, or if nothing is said. */
export function inferredBy(provenance: Provenance | undefined): Operation["inferred"] {
  const guess =
    provenance && [provenance.path, provenance.method].find(({ level }) => level !== "documented");
  return guess && { because: guess.because ?? "" };
}
