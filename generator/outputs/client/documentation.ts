import type { Api, Operation, Outcome } from "../../model/index.js";
import { deprecatedTag, knownOf, markOf } from "../../typescript/index.js";
import { describeDestination } from "./servers.js";

/** Whether the spec says how any operation is known; otherwise the client does not speak of it. */
export function hasProvenance({ operations }: Api): boolean {
  return operations.some(({ provenance }) => provenance !== undefined);
}

/** What an editor shows for an operation, as the arguments of `docs`. */
export function describeOperation(
  operation: Operation,
  api: Api,
): [paragraphs: (string | undefined)[], tags: [string, string][]] {
  const { summary, description, documentationUrl, deprecated } = operation;
  return [
    [
      summary,
      description === summary ? undefined : description,
      `\`${operation.method} ${operation.path}\``,
      // As text: of a file with a link or a reference in its comments a compiler parses each of
      // them.
      describeDestination(operation),
      documentationUrl && `See ${documentationUrl}`,
      describeKnown(operation, api),
    ],
    deprecated ? [deprecatedTag(operation.sunset)] : [],
  ];
}

function describeKnown(operation: Operation, { name }: Api): string | undefined {
  const known = knownOf(operation);
  if (!operation.isInferred) return known;
  const allowed = `\`inferred: "allow"\` or \`inferred: ["${operation.id}"]\``;
  return (
    `${known} Calling it throws \`InferredOperationError\` unless the client is created with ` +
    `${allowed} (see \`create${name}\`).`
  );
}

/** Success and failure by status, a line each. */
export function describeOutcomes(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ key, description, statement }) => {
      const texts = [description?.replaceAll(/\s+/g, " ").trim(), markOf(statement)];
      return `- ${key}: ${texts.filter(Boolean).join(" ")}`;
    })
    .join("\n");
}
