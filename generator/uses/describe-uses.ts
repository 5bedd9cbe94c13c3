import type { Line } from "../diagnostics/index.js";
import { countOf } from "../diagnostics/index.js";
import type { Use, UsesReport } from "./use.js";

/** The report as lines of text: a place and what is used there, file by file; the counts last. */
export function describeUses(report: UsesReport): Line[] {
  const { uses, testUses, files, client, notAnalysed } = report;
  const groups = new Set(uses.map(({ file }) => file));
  const called = new Set(uses.flatMap(({ operations }) => operations));
  return [
    ...uses.map(describe),
    ...(groups.size > 0 ? [""] : []),
    `${countOf(uses.length, "use")} of ${client.name} (${client.from}) in ${countOf(groups.size, "file")} of ${files}, ${countOf(called.size, "operation")}; ${countOf(testUses.length, "more use")} in tests and mocks`,
    ...(notAnalysed.length > 0 ? [`not analysed: ${notAnalysed.join(", ")}`] : []),
  ];
}

function describe(use: Use): string {
  const { file, line, column, kind, name, whole, operations, deprecated } = use;
  const shown = operations.length > 3 ? [...operations.slice(0, 3), "…"] : operations;
  const whose = operations.length === 1 && operations[0] === name ? "" : ` (${shown.join(", ")})`;
  const until = deprecated?.sunset ? `until ${deprecated.sunset}` : "no date";
  return `${file}:${line}:${column} ${kind} ${name}${whole ? " whole" : ""}${whose}${deprecated ? `, deprecated: ${until}` : ""}`;
}
