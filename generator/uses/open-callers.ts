import { type ConfiguredClient, chooseClient, importedBy } from "./choose-client.js";
import { type ClientFiles, findClients } from "./client-files.js";
import { type ClientIndex, indexClient } from "./client-index.js";
import type { ts } from "./compiler.js";
import {
  type OpenedProject,
  openProject,
  refuseUnreadable,
  type UnresolvedImport,
  unresolvedIn,
} from "./open-project.js";

/** A project with the client that it uses, read by the compiler. */
export interface Callers extends Omit<OpenedProject, "file"> {
  readonly project: OpenedProject;
  readonly client: ClientFiles;
  readonly index: ClientIndex;
  /** The files of a program that are code of the caller. */
  callersOf(program: ts.Program): readonly ts.SourceFile[];
  /** The imports of these files that lead nowhere. */
  readonly unresolved: readonly UnresolvedImport[];
  /** The same of the client's own files: what is called through them has no types. */
  readonly unresolvedInClient: readonly UnresolvedImport[];
  /** Whether any other file imports one of the client's. */
  readonly isImported: boolean;
}

export interface CallersOptions {
  /** Path of a tsconfig.json, or of its folder. */
  readonly project: string;
  /** Name, folder or package of the client; needed where the project has several. */
  readonly client?: string | undefined;
  readonly opened?: OpenedProject | undefined;
  readonly configured?: readonly ConfiguredClient[] | undefined;
}

/**
 * Reads a project and chooses its client. Throws a DiagnosticError if the project cannot be read, does
 * not parse, or has no client, or several.
 */
export function openCallers(options: CallersOptions): Callers {
  const project = options.opened ?? openProject(options.project);
  const { file, folder, programs } = project;
  const all = findClients(programs, folder);
  const own = new Set(all.flatMap(({ files }) => [...files]));
  const callersOf = (program: ts.Program) =>
    program.getSourceFiles().filter((each) => isCaller(program, each) && !own.has(each.fileName));
  for (const program of programs) refuseUnreadable(program, callersOf(program), folder);
  const unresolved = programs.flatMap((program) =>
    callersOf(program).flatMap((each) => unresolvedIn(program, each)),
  );
  const client = chooseClient(all, options.client, {
    ...{ file, folder, configured: options.configured ?? [] },
    imported: importedBy(programs, callersOf),
    unresolved: [...new Set(unresolved.map((each) => each.name))],
  });
  const index = indexClient(client, programs);
  const ofClient = (program: ts.Program) =>
    program.getSourceFiles().filter(({ fileName }) => client.files.has(fileName));
  const unresolvedInClient = programs.flatMap((program) =>
    ofClient(program).flatMap((each) => unresolvedIn(program, each)),
  );
  // Not only callers: a package may export what is the client's.
  const others = (program: ts.Program) =>
    program.getSourceFiles().filter(({ fileName }) => !client.files.has(fileName));
  const isImported = [callersOf, others].some((filesOf) =>
    [...importedBy(programs, filesOf)].some((path) => client.files.has(path)),
  );
  return {
    ...{ ...project, project, client, index, callersOf },
    ...{ unresolved, unresolvedInClient, isImported },
  };
}

function isCaller(program: ts.Program, file: ts.SourceFile): boolean {
  return (
    !file.isDeclarationFile &&
    !program.isSourceFileFromExternalLibrary(file) &&
    !file.fileName.endsWith(".json")
  );
}
