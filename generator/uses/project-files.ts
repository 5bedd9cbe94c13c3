import type { ClientFiles } from "./client-files.js";
import type { Callers } from "./open-callers.js";

/**
 * A project with its client by the paths of their files: all that another compiler needs to read them,
 * and without what ours has read, which takes as much memory as that one does.
 */
export interface ProjectFiles {
  /** Its tsconfig.json, absolute. */
  readonly file: string;
  readonly folder: string;
  /** Of the project itself and of each one that it refers to. */
  readonly programs: readonly ProgramFiles[];
  readonly client: ClientFiles;
}

export interface ProgramFiles {
  /** Its tsconfig.json, absolute. */
  readonly config: string;
  /** The files that it names. */
  readonly roots: readonly string[];
  /** What it reads but for packages and the language's own declarations. */
  readonly own: readonly string[];
}

export function filesOf({ project, client }: Pick<Callers, "project" | "client">): ProjectFiles {
  const { file, folder, configs } = project;
  const programs = project.programs.map((program, index) => ({
    config: configs[index] ?? file,
    roots: program.getRootFileNames(),
    own: program
      .getSourceFiles()
      .filter(
        (each) =>
          !program.isSourceFileFromExternalLibrary(each) &&
          !program.isSourceFileDefaultLibrary(each),
      )
      .map(({ fileName }) => fileName),
  }));
  return { file, folder, programs, client };
}
