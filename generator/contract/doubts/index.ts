import type { Diagnostic } from "../../diagnostics/index.js";
import type { Spec } from "../../load/index.js";
import { walk } from "../../openapi/index.js";
import type { Doubt, MakeDoubt } from "./doubt.js";
import { doubtMethods } from "./methods.js";
import { doubtNumbers } from "./numbers.js";
import { doubtPaths } from "./paths.js";
import { doubtSecurity } from "./security.js";
import { doubtServers } from "./servers.js";
import { doubtTypes } from "./types.js";
import { doubtUnsatisfiable } from "./unsatisfiable.js";

const makers: readonly MakeDoubt[] = [
  doubtServers,
  doubtPaths,
  doubtMethods,
  doubtSecurity,
  doubtTypes,
  doubtNumbers,
  doubtUnsatisfiable,
];

/**
 * Tells of what a document says that OpenAPI gives no meaning, or says not to write: whoever reads it,
 * client or gate, reads it in some way, and its authors may have meant another. Warnings only.
 */
export function reportDoubts(spec: Spec, report: (problem: Diagnostic) => void): void {
  const doubts: Doubt[] = makers.map((make) => make(spec, report));
  walk(spec.document, (node, kind, at) => {
    for (const doubt of doubts) doubt.visit(node, kind, at);
  });
  for (const doubt of doubts) doubt.end?.();
}
