import { join, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { makeFolder } from "../support/generator.js";
import { repository } from "../support/repository.js";

/*
 * "1 warnings" and "analyzing 1 files": wherever a number and then a plural are put together in a
 * text, `countOf` has to do it. The types tell which values are numbers, so that no name of a
 * variable has to be guessed.
 */

/** A limit is a constant, and never one. */
const ofLimit = /(?:more than|longer than|at most|the first|at least|within) $/;

/** A number, then a word that only ends like a plural, or a unit. */
const noPlurals = /^(?:is|was|has|seconds|bytes)$/;

/** Where a number is followed by a plural, or compared with 1 to choose between both. */
function countsIn(program: ts.Program, isOurs: (file: string) => boolean): string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];
  const isNumber = (node: ts.Expression) =>
    (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0;
  const visit = (node: ts.Node, source: ts.SourceFile): void => {
    if (ts.isTemplateExpression(node)) {
      const before = [node.head, ...node.templateSpans.map(({ literal }) => literal)];
      for (const [index, { expression, literal }] of node.templateSpans.entries()) {
        if (ofLimit.test(before[index]?.text ?? "")) continue;
        const [, word] = /^ (?:(?:more|such|named) )?([a-z]+s)\b/.exec(literal.text) ?? [];
        if (word === undefined || noPlurals.test(word) || !isNumber(expression)) continue;
        const { line } = source.getLineAndCharacterOfPosition(expression.getStart(source));
        found.push(`${source.fileName}:${line + 1}: ${expression.getText(source)} ${word}`);
      }
    }
    ts.forEachChild(node, (child) => visit(child, source));
  };
  for (const source of program.getSourceFiles()) if (isOurs(source.fileName)) visit(source, source);
  return found;
}

const options: ts.CompilerOptions = {
  ...{ target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, strict: true },
  ...{ moduleResolution: ts.ModuleResolutionKind.NodeNext, noEmit: true, skipLibCheck: true },
  types: ["node"],
};

/** What the test must notice; it is part of the same program, which takes seconds to read. */
const sample = join(
  makeFolder({
    "sample.ts": `declare const n: number; declare const name: string;
export const wrong = [\`\${n} files\`, \`all \${n + 1} more warnings of it\`];
export const right = [\`\${name} files\`, \`\${n} is\`, \`more than \${n} files\`, \`\${n} file\`];
`,
  }),
  "sample.ts",
);

test("no text puts a number before a plural by itself", () => {
  const root = join(repository, "generator");
  const entries = ["cli/main.ts", "index.ts", "runtime/index.ts", "runtime/testing.ts"];
  const program = ts.createProgram([...entries.map((path) => join(root, path)), sample], options);
  const isOurs = (file: string) =>
    file === sample || (file.startsWith(root) && !/\/(?:node_modules|dist)\//.test(file));
  const found = countsIn(program, isOurs).map((line) => relative(repository, line));
  expect(found).toEqual(
    ["2: n files", "2: n + 1 warnings"].map((line) => `${relative(repository, sample)}:${line}`),
  );
});
