import { resolve } from "node:path";
import { type Diagnostic, DiagnosticError, diagnose } from "../diagnostics/index.js";
import type { ClientFiles } from "./client-files.js";
import type { ts } from "./compiler.js";
import { specifiersIn } from "./imports.js";

/** A client as a config file names it. */
export interface ConfiguredClient {
  /** By which names it is chosen there. */
  readonly names: readonly string[];
  /** The absolute folder that it is generated into. */
  readonly output: string;
  /** `Shop` of `createShop`, or whatever it is made from. */
  readonly client: string | undefined;
  /** The package that it is published as. */
  readonly package: string | undefined;
}

export interface Choice {
  /** The tsconfig.json. */
  readonly file: string;
  /** Its folder. */
  readonly folder: string;
  readonly configured: readonly ConfiguredClient[];
  /** The files that callers import directly. */
  readonly imported: ReadonlySet<string>;
  /** What they import, and what cannot be found. */
  readonly unresolved: readonly string[];
}

/** The client that a name means; without a name, the one that the callers import. */
export function chooseClient(
  all: readonly ClientFiles[],
  name: string | undefined,
  choice: Choice,
): ClientFiles {
  const { file, imported, unresolved } = choice;
  if (all.length === 0) throw failure(diagnose("uses-client-missing", { file, unresolved }));
  const used = all.filter(({ files }) => [...files].some((path) => imported.has(path)));
  const candidates =
    name === undefined ? (used.length > 0 ? used : all) : called(name, all, choice);
  const [first, ...others] = candidates;
  if (!first)
    throw failure(diagnose("uses-client-unknown", { name: name ?? "", found: listed(all) }));
  if (others.length === 0) return first;
  const isTwin = others.some((each) => each.name === first.name);
  if (isTwin || name !== undefined) {
    const twins = candidates.filter((each) => each.name === first.name);
    throw failure(diagnose("uses-client-twice", { name: first.name, found: listed(twins) }));
  }
  throw failure(diagnose("uses-client-ambiguous", { found: listed(candidates) }));
}

/** The clients of a name, a folder or a package; else those that a config file calls so. */
function called(
  name: string,
  all: readonly ClientFiles[],
  { folder, configured }: Choice,
): readonly ClientFiles[] {
  const wanted = name.replace(/\/$/, "").replace(/^\.\//, "");
  const paths = [folder, process.cwd()].map((each) => resolve(each, wanted));
  const found = all.filter(
    ({ name: own, from, home, roots }) =>
      [own, from, packageIn(from)].includes(wanted) ||
      paths.some((path) => path === home || roots.includes(path)),
  );
  if (found.length > 0) return found;
  const meant = configured.filter(({ names }) => names.includes(name) || names.includes(wanted));
  return all.filter((each) => meant.some((client) => isMadeBy(client, each)));
}

/** Where it is generated into, or what it is published as; else what it is called in code. */
function isMadeBy(configured: ConfiguredClient, { name, from, home, roots }: ClientFiles): boolean {
  const { output, package: published, client } = configured;
  if (home === output || roots.includes(output)) return true;
  if (published !== undefined && packageIn(from) === published) return true;
  return client !== undefined && plain(client) === plain(name);
}

const packageIn = (from: string) => from.replace(/(?<=.)@[^@/]*$/, "");
const plain = (text: string) => text.replaceAll(/[^\p{L}\d]/gu, "").toLowerCase();

function listed(clients: readonly ClientFiles[]): string[] {
  return clients.map((each) => `${each.name} (${each.from})`).sort();
}

/** The files that callers import directly. */
export function importedBy(
  programs: readonly ts.Program[],
  callersOf: (program: ts.Program) => readonly ts.SourceFile[],
): Set<string> {
  const found = new Set<string>();
  for (const program of programs) {
    const checker = program.getTypeChecker();
    for (const file of callersOf(program)) {
      for (const specifier of specifiersIn(file)) {
        const symbol = checker.getSymbolAtLocation(specifier);
        for (const each of symbol?.declarations ?? []) found.add(each.getSourceFile().fileName);
      }
    }
  }
  return found;
}

function failure(diagnostic: Diagnostic): DiagnosticError {
  return new DiagnosticError([diagnostic]);
}
