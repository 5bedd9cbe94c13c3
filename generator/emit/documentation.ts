import type { Api, Operation, Outcome, Statement } from "../model/index.js";

/** What an editor shows for an operation, as the arguments of `docs`. */
export function describeOperation(
  operation: Operation,
  api: Api,
): [paragraphs: (string | undefined)[], tags: [string, string][]] {
  const { summary, description, provenance, documentationUrl, deprecated } = operation;
  return [
    [
      summary,
      description === summary ? undefined : description,
      `\`${operation.method} ${operation.path}\``,
      // As text: of a file with a link or a reference in its comments a compiler parses each of them.
      documentationUrl && `See ${documentationUrl}`,
      operation.inferred && describeGate(operation.id, operation.inferred.because, api),
      provenance && describeProvenance(provenance),
    ],
    deprecated ? [["deprecated", ""]] : [],
  ];
}

function describeGate(id: string, because: string, api: Api): string {
  return (
    `**Inferred:** no source documents this method and path. ${because} ` +
    `Calling it throws \`InferredOperationError\` unless the client is made with ` +
    `\`inferred: "allow"\` or \`inferred: ["${id}"]\` (see \`create${api.name}\`).`
  );
}

function describeProvenance(provenance: Readonly<Record<string, Statement>>): string {
  const parts = Object.entries(provenance).map(
    ([aspect, { level, sources }]) =>
      `${aspect} ${level}${sources.length > 0 && level === "documented" ? ` (${sources.join(", ")})` : ""}`,
  );
  return `Provenance: ${parts.join("; ")}.`;
}

/** Success and failure by status, a line each. */
export function describeOutcomes(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ key, description }) => `- ${key}: ${description?.replaceAll(/\s+/g, " ").trim() ?? ""}`)
    .join("\n");
}
