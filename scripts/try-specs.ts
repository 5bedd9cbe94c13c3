/**
 * `npm run try-specs -- FOLDER [PART]`: makes a client of every OpenAPI 3 and Swagger 2.0 document
 * below a folder (only of those whose path has PART in it) and compiles it as strictly as the
 * compiler can. A line for each that is refused, with the first reason, and for each that does not
 * compile, with the first messages; then how many came out. For collections of documents that are
 * not ours.
 *
 * Exit code 0 if all that came out compiles and has every operation, 1 if not, 2 if nothing is
 * there.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { DiagnosticError, generate } from "../generator/index.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const [folder, part = ""] = process.argv.slice(2);
// Beside the modules that a client imports.
const home = mkdtempSync(join(root, "node_modules/.cache/try-specs-"));
const output = join(home, "client");

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  types: [],
  module: ts.ModuleKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
  noEmit: true,
};

const host = ts.createCompilerHost(options);
const readSourceFile = host.getSourceFile;
/** Of the language's own declarations, which every program has. */
const libraries = new Map<string, ts.SourceFile>();
host.getSourceFile = (path, target) => {
  const known = libraries.get(path) ?? readSourceFile(path, target);
  if (known && !path.startsWith(home)) libraries.set(path, known);
  return known;
};

function compile(): string[] {
  const program = ts.createProgram({ rootNames: [join(output, "index.ts")], options, host });
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
    const where = file?.fileName.slice(output.length + 1) ?? "";
    return `${where}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

/** Whether a file is a whole document; what others refer to parts of is tried with them. */
function isOpenApi(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const text = readFileSync(path, "utf8");
  return (
    /(^|[\n{,]\s*)["']?(openapi["']?\s*:\s*["']?3\.|swagger["']?\s*:\s*["']?2\.0)/.test(
      text.slice(0, 200_000),
    ) && /["']?(paths|webhooks|components|definitions)["']?\s*:/.test(text)
  );
}

async function tryOne(path: string): Promise<"came out" | "refused" | "failed"> {
  rmSync(output, { recursive: true, force: true });
  try {
    const { api } = await generate({ spec: join(folder as string, path), output });
    const descriptors = readFileSync(join(output, "operations.ts"), "utf8");
    const printed = descriptors.match(/^export const .*: (Operation|Paged)Descriptor/gm) ?? [];
    const messages = compile();
    if (printed.length !== api.operations) messages.push(`${printed.length} of ${api.operations}`);
    if (messages.length === 0) return "came out";
    console.log(`failed: ${path}: ${messages.slice(0, 3).join("; ").slice(0, 1000)}`);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) console.log(`failed: ${path}: ${error}`);
    else {
      const [first] = error.diagnostics;
      const line = first?.place ? ` in line ${first.place.line}` : "";
      console.log(`refused: ${path}: ${first?.code}${line}: ${first?.message.slice(0, 200)}`);
      return "refused";
    }
  }
  return "failed";
}

try {
  const paths = folder ? readdirSync(folder, { recursive: true, encoding: "utf8" }).sort() : [];
  const counts = { "came out": 0, refused: 0, failed: 0 };
  for (const path of paths) {
    if (!/\.(ya?ml|json)$/.test(path) || !path.includes(part)) continue;
    if (path.split("/").includes("node_modules")) continue;
    if (!isOpenApi(join(folder as string, path))) continue;
    counts[await tryOne(path)] += 1;
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) console.error("no document found: npm run try-specs -- FOLDER [PART]");
  else
    console.log(
      `${total} documents: ${counts["came out"]} came out, ${counts.refused} refused, ${counts.failed} failed`,
    );
  process.exitCode = total === 0 ? 2 : counts.failed > 0 ? 1 : 0;
} finally {
  rmSync(home, { recursive: true, force: true });
}
