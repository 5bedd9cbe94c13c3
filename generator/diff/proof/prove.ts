import { readRuntimeFiles, tool } from "../../disk/index.js";
import type { Spec } from "../../load/index.js";
import { type Built, buildApi } from "../../model/index.js";
import type { Int64Type } from "../../openapi/index.js";
import { defaultChoice, makeFiles } from "../../outputs/index.js";
import type { Comparison } from "../finding.js";
import { attributeErrors, type CompilerMessage, type Proof } from "./attribute-errors.js";
import { ChangedDeclarations, type Modules, parseModules } from "./changed-declarations.js";
import { type CompileError, compileErrors, type ParsedFile } from "./compile.js";
import { folders, prelude, typeTestsOf } from "./operation-type-tests.js";
import type { TypeTest } from "./type-test.js";
import { pairWebhooks } from "./webhook-type-tests.js";

export type { Disagreement, Proof } from "./attribute-errors.js";

/** Two versions, and the findings of the rules between them. */
export interface ProofRequest {
  readonly base: Spec;
  readonly revision: Spec;
  readonly comparison: Comparison;
  /** What both clients hold integers of 64 bits as; default: number. */
  readonly int64?: Int64Type;
}

/**
 * Lets TypeScript decide whom a change breaks. Both clients are generated in memory; for each
 * operation, callers' arguments must fit the new client, and its responses the old one. Several
 * requests are one program, because starting the compiler takes most of the time.
 *
 * @throws DiagnosticError if the revision has errors that no client can be generated with
 */
export async function prove(requests: readonly ProofRequest[]): Promise<Proof[]> {
  const runtime = await readRuntimeFiles();
  const files = new Map<string, string | ParsedFile>(
    runtime.map(({ path, text }) => [`runtime/${path}`, text]),
  );
  const programs: Program[] = [];
  for (const [index, { base, revision, comparison, int64 }] of requests.entries()) {
    // The client's name depends on the package, not on the spec's title, so both have the same.
    const before = buildApi(base, { name: "Api", int64, isReleased: true });
    const after = buildApi(revision, { name: "Api", int64 });
    const hooks = pairWebhooks(before, after);
    // A client only has the payloads of webhooks; the replies of a receiver are in `paths.ts`.
    const outputs = hooks.length > 0 ? { ...defaultChoice, paths: {} } : defaultChoice;
    const modulesOf = async (built: Built, folder: string): Promise<Modules> =>
      parseModules(
        (await makeFiles(built, runtime, tool, { outputs }))
          .filter(({ path }) => path.endsWith(".ts"))
          .map(({ path, text }): [string, string] => {
            // Both use the same runtime; types of two copies would not be compatible.
            const shared = `export * from "../../../${path.replace(/\.ts$/, ".js")}";\n`;
            const more = path === "index.ts" && hooks.length > 0 ? exportHooks : "";
            return [path, path.startsWith("runtime/") ? shared : text + more];
          }),
        `${index}/${folder}`,
      );
    const older = await modulesOf(before, folders.before);
    const newer = await modulesOf(after, folders.after);
    const changes = new ChangedDeclarations(older, newer);
    for (const [path, source] of older) files.set(`${index}/${folders.before}/${path}`, source);
    for (const [path, source] of newer) {
      const up = "../".repeat(path.split("/").length);
      const same = `${up}${folders.before}/${path.replace(/\.ts$/, ".js")}`;
      const text = changes.withoutUnchanged(path, source, same);
      files.set(`${index}/${folders.after}/${path}`, text);
    }
    const typeTests = typeTestsOf(before.api, after.api, hooks, comparison.findings, changes);
    const check = `${index}/check.ts`;
    files.set(check, [...prelude, ...typeTests.map(({ line }) => line)].join("\n"));
    programs.push({ check, typeTests, comparison });
  }
  const errors = compileErrors(
    files,
    programs.map(({ check }) => check),
  );
  return programs.map(({ check, typeTests, comparison }) => {
    const found = errors.filter(({ file }) => file === check);
    const messages = found.flatMap((error) => messagesOf(error, typeTests));
    const known = typeTests.flatMap((typeTest): CompilerMessage[] =>
      typeTest.known === undefined ? [] : [{ typeTest, text: typeTest.known, member: undefined }],
    );
    return attributeErrors(comparison, typeTests, [...known, ...messages]);
  });
}

/** What the compiler is asked about two versions. */
interface Program {
  /** Path of the file with the type tests. */
  readonly check: string;
  readonly typeTests: readonly TypeTest[];
  readonly comparison: Comparison;
}

const exportHooks = `export type { webhooks } from "./paths.js";\n`;

function messagesOf(
  { line, message }: CompileError,
  typeTests: readonly TypeTest[],
): CompilerMessage[] {
  const typeTest = typeTests[line - prelude.length];
  if (!typeTest) throw new Error(`the check itself does not compile: ${message}`);
  const names = typeTest.shown?.names ?? [];
  const isHook = typeof typeTest.of !== "string" && "isHook" in typeTest.of;
  const called = (isHook ? hookLabels : labels)[typeTest.about];
  const label = [called, names.join(".")].filter((text) => text !== "").join(" ");
  if (!typeTest.listsMembers)
    return [{ typeTest, text: `${label}: ${message}`, member: undefined }];
  // The expected type is `never`, so the message lists the removed members.
  const [, list = ""] = /^Type '(.*)' does not satisfy the constraint 'never'/s.exec(message) ?? [];
  return list.split(" | ").map((literal) => {
    const member = /^"(.*)"$/s.exec(literal)?.[1];
    // The compiler shortens a long list in the middle.
    const more = /^\.\.\. (\d+) more \.\.\.$/.exec(literal)?.[1];
    const what = more === undefined ? `Property '${member}' does` : `${more} more properties do`;
    const isListed = member !== undefined || more !== undefined;
    const text = isListed ? `${what} not exist on the new type.` : message;
    return { typeTest, text: `${label}: ${text}`, member: member?.split(".") };
  });
}

const labels: Readonly<Record<TypeTest["about"], string>> = {
  name: "name",
  arguments: "arguments",
  answer: "data",
  error: "error",
  result: "result",
  options: "options of the client",
  type: "exported type",
};

const hookLabels: typeof labels = { ...labels, arguments: "reply", answer: "payload" };
