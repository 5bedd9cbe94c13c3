import {
  type JSDocStructure,
  type OptionalKind,
  Project,
  QuoteKind,
  type StatementStructures,
} from "ts-morph";
import { toComment } from "./text.js";

export { type ExportDeclarationStructure, type StatementStructures, StructureKind } from "ts-morph";

/** A structure, or source text made of literals and settled names. */
export type Statement = StatementStructures | string;

/** Two spaces, double quotes. Nothing but ts-morph's printer is used of the project. */
const project = new Project({
  useInMemoryFileSystem: true,
  manipulationSettings: { indentationText: "  " as never, quoteKind: QuoteKind.Double },
});

/** Prints a module. All statements go in at once: adding them one by one takes 300 times as long. */
export function printModule(statements: readonly Statement[]): string {
  const file = project.createSourceFile(
    "module.ts",
    { statements: [...statements] },
    { overwrite: true },
  );
  const text = file.getFullText();
  project.removeSourceFile(file);
  return text;
}

/**
 * A doc comment. Absent paragraphs are skipped, and so is a comment without any content; a tag is a
 * name and the text behind it.
 */
export function docs(
  paragraphs: readonly (string | undefined)[],
  tags: readonly (readonly [name: string, text: string])[] = [],
): OptionalKind<JSDocStructure>[] {
  const description = paragraphs
    .map((paragraph) => toComment(paragraph ?? ""))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
  // As text: before a tag of its own ts-morph closes what it takes for an open comment, such as
  // the `/*` of a description, and thereby ends the real one.
  const tagLines = tags.map(([name, text]) => `@${name} ${toComment(text)}`.trim()).join("\n");
  if (description === "" && tagLines === "") return [];
  const isShort = tagLines === "" && !description.includes("\n") && description.length < 90;
  if (isShort) return [{ description }];
  // A leading line break makes ts-morph write the comment over several lines.
  const lines = [description, tagLines].filter((part) => part !== "");
  return [{ description: `\n${lines.join("\n")}` }];
}
