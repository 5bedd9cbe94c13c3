import type { Place } from "../diagnostics/index.js";

/** A log of SARIF 2.1.0, for code scanning. */
export function sarifLog(runs: readonly object[]): string {
  const log = {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs,
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/**
 * What a run begins with.
 *
 * @param tool name and version
 * @param category what tells the run from others of the tool: code scanning takes several runs of
 *   one tool only if each is of a category of its own; undefined if there is only one
 */
export function sarifRun(tool: string, rules: readonly object[], category: string | undefined) {
  const [name = "", version = ""] = tool.split(" ");
  return {
    tool: { driver: { name, semanticVersion: version, rules } },
    columnKind: "utf16CodeUnits",
    ...(category !== undefined && { automationDetails: { id: `${name} ${category}/` } }),
  };
}

/** That a result is accepted. */
export function sarifSuppressions(reason: string): readonly object[] {
  return [{ kind: "external", status: "accepted", justification: reason }];
}

export function toPhysical({ file, line, column }: Place) {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, region } };
}

/** A file in a commit or the index, `main:spec/openapi.yaml`, is shown at its current path. */
function toUri(file: string): string {
  // An unpaired surrogate has no UTF-8, and therefore no percent-encoding.
  const name = file.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  if (/^https?:\/\//i.test(name)) return encodeURI(name);
  const path = /^(?:[^\\/]{2,}?)?:(.*)$/s.exec(name)?.[1] ?? name;
  return path.split("/").map(encodeURIComponent).join("/");
}
