import { relative } from "node:path";
import { Analysis, type FoundUse } from "./analysis.js";
import type { ConfiguredClient } from "./choose-client.js";
import type { ClientFiles } from "./client-files.js";
import { ts } from "./compiler.js";
import { isTestFile } from "./is-test-file.js";
import { FieldLocator } from "./locate-field.js";
import { type Callers, openCallers } from "./open-callers.js";
import type { OpenedProject } from "./open-project.js";
import { searchFile } from "./search-file.js";
import { ofWebhooks } from "./trace-origin.js";
import type { Unresolved, Use, UsesReport } from "./use.js";
import { withinStack } from "./within-stack.js";

export interface UsesOptions {
  /** Path of a tsconfig.json, or of its folder. */
  readonly project: string;
  /** The project, where it is open already: for one client after the other. */
  readonly opened?: OpenedProject;
  /** Name, folder or package of the client; needed where the project has several. */
  readonly client?: string | undefined;
  /** The clients of a config file, whose names `client` may be, too. */
  readonly configured?: readonly ConfiguredClient[];
  /** Only what the client's documentation says goes away. */
  readonly deprecated?: boolean;
  readonly onProgress?: (step: string) => void;
}

/**
 * Every use of a generated client in a project. Throws a DiagnosticError if the project cannot be
 * read, does not parse, or has no client, or several.
 */
export function findUses(options: UsesOptions): UsesReport {
  const { report, unresolved } = searchProject(options);
  return { ...report, unresolved: withinStack(options.project, unresolved) };
}

/** A project whose uses were found, for who asks more about it. */
export interface SearchedProject {
  readonly report: Omit<UsesReport, "unresolved">;
  /** What could not be resolved in the client and in the files that have uses: the compiler checks all of them for it. */
  unresolved(): readonly Unresolved[];
  readonly project: OpenedProject;
  readonly client: ClientFiles;
  readonly callers: Callers;
  /** Where a field of an operation is declared. */
  readonly locator: FieldLocator;
  /** A caller's file, parsed. */
  fileAt(path: string): ts.SourceFile | undefined;
  /** Whether a caller's file is a test or a mock. */
  isTest(path: string): boolean;
}

/**
 * As {@link findUses}, with what was read on the way.
 *
 * @param opened the project with its client, where that is read already
 */
export function searchProject(options: UsesOptions, opened?: Callers): SearchedProject {
  return withinStack(options.project, () => search(options, opened ?? readCallers(options)));
}

/** A project with its client, before it is searched. */
export function readCallers(options: UsesOptions): Callers {
  options.onProgress?.("reading the project");
  return withinStack(options.project, () => openCallers(options));
}

function search(options: UsesOptions, callers: Callers): SearchedProject {
  const { onProgress = () => {} } = options;
  const { project, folder, programs, notAnalysed, client, index, callersOf } = callers;
  const unresolved = [...callers.unresolved, ...callers.unresolvedInClient];
  const searched = new Set<string>();
  const followed = new Set<string>();
  onProgress("searching");
  const analyses = programs.map((program) => {
    const files = callersOf(program);
    const analysis = new Analysis(program, client, index, files, followed);
    for (const each of files) {
      searched.add(each.fileName);
      withinStack(each.fileName, () => searchFile(each, analysis));
    }
    return analysis;
  });
  const found: FoundUse[] = analyses.flatMap((analysis) => {
    analysis.settleHeld();
    return analysis.found;
  });
  const uses = settle(found, folder).filter(({ deprecated }) => !options.deprecated || deprecated);
  const tests = new Set(
    [...new Set(found.map(({ node }) => node.getSourceFile()))]
      .filter((each) => isTestFile(each, pathFrom(folder, each.fileName)))
      .map(({ fileName }) => fileName),
  );
  const isTest = (path: string) => tests.has(path);
  const report: SearchedProject["report"] = {
    schemaVersion: 1,
    project: options.project,
    client: { name: client.name, from: client.from },
    uses: uses.filter(({ path }) => !isTest(path)).map(({ use }) => use),
    testUses: uses.filter(({ path }) => isTest(path)).map(({ use }) => use),
    files: searched.size,
    notAnalysed: notAnalysed.map((path) => pathFrom(folder, path)),
  };
  const fileAt = (path: string) => programs.map((each) => each.getSourceFile(path)).find(Boolean);
  return {
    ...{ report, project, client, callers, fileAt },
    unresolved: () => [
      ...unresolved.map(({ name, node }) => ({
        ...placeOf(node, folder),
        message: `"${name}" cannot be resolved`,
      })),
      ...errorsIn(programs, new Set(found.map(({ node }) => node.getSourceFile())), folder),
    ],
    locator: new FieldLocator(programs, client, index),
    isTest: (path) => {
      const source = fileAt(path);
      return source !== undefined && isTestFile(source, pathFrom(folder, path));
    },
  };
}

interface Settled {
  readonly path: string;
  readonly use: Use;
  readonly deprecated: boolean;
}

/** Now that it is known what the project calls, says whose each use is; programs may share files. */
function settle(found: readonly FoundUse[], folder: string): Settled[] {
  const called = new Set(
    found.flatMap(({ kind, possible }) =>
      kind === "call" && possible.size === 1 ? [...possible] : [],
    ),
  );
  const settled = new Map<string, FoundUse & { operations: Set<string> }>();
  for (const use of found) {
    const { file, line, column } = placeOf(use.node, folder);
    const key = [
      file,
      String(line).padStart(7),
      String(column).padStart(5),
      use.kind,
      use.name,
    ].join("\0");
    const before = settled.get(key);
    const operations = operationsOf(use, called);
    if (!before) settled.set(key, { ...use, operations });
    else {
      const isTraced = use.traced.size > 0 === before.traced.size > 0;
      const better = use.traced.size > 0 ? operations : before.operations;
      const both = new Set([...before.operations, ...operations]);
      settled.set(key, {
        ...before,
        whole: before.whole || use.whole,
        sent: before.sent && use.sent,
        operations: isTraced ? both : better,
      });
    }
  }
  const sorted = [...settled].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
  return sorted.map(({ kind, name, node, whole, sent, operations, deprecated }) => {
    const list = [...operations].sort();
    const [only = null, more] = list;
    const use: Use = {
      operation: more === undefined ? only : null,
      operations: list,
      kind,
      name,
      ...placeOf(node, folder),
      whole,
      ...(sent && { sent }),
      ...(deprecated && { deprecated }),
    };
    return { path: node.getSourceFile().fileName, use, deprecated: deprecated !== undefined };
  });
}

/** Those that the value comes from; where that does not show, those that the project calls. */
function operationsOf({ traced, possible }: FoundUse, called: ReadonlySet<string>): Set<string> {
  for (const some of [traced, called]) {
    const [few, many] = some.size < possible.size ? [some, possible] : [possible, some];
    const both = [...few].filter((each) => many.has(each));
    if (both.length > 0 && !some.has(ofWebhooks)) return new Set(both);
  }
  return new Set(possible);
}

function placeOf(node: ts.Node, folder: string): Pick<Use, "file" | "line" | "column"> {
  const file = node.getSourceFile();
  const { line, character } = file.getLineAndCharacterOfPosition(node.getStart());
  return { file: pathFrom(folder, file.fileName), line: line + 1, column: character + 1 };
}

const pathFrom = (folder: string, path: string) => relative(folder, path).replaceAll("\\", "/");

/** The type errors of files that have uses: beside them something may be missing. */
function errorsIn(
  programs: readonly ts.Program[],
  files: ReadonlySet<ts.SourceFile>,
  folder: string,
): Unresolved[] {
  return programs.flatMap((program) =>
    [...files].flatMap((file) => {
      if (program.getSourceFile(file.fileName) !== file) return [];
      return withinStack(file.fileName, () => program.getSemanticDiagnostics(file)).flatMap(
        ({ start, messageText, code, category }) => {
          // An import that leads nowhere is told already.
          if (start === undefined || code === 2307 || category !== ts.DiagnosticCategory.Error)
            return [];
          const { line, character } = file.getLineAndCharacterOfPosition(start);
          const message = ts.flattenDiagnosticMessageText(messageText, " ");
          return [
            {
              file: pathFrom(folder, file.fileName),
              line: line + 1,
              column: character + 1,
              message,
            },
          ];
        },
      );
    }),
  );
}
