import { entry } from "./diagnostic-entry.js";

/** Finding the uses of a client in a caller's project: what keeps a run from listing them. */
export const usesEntries = {
  "uses-project-missing": entry<{ file: string }>({
    severity: "error",
    title: "There is no such project",
    cause: "The path is misspelled, or a project refers to one that was not checked out.",
    message: ({ file }) => `there is no ${file}`,
    help: "Pass the tsconfig.json of the project, or its folder. For JavaScript, write one with `allowJs`.",
  }),
  "uses-project-broken": entry<{ file: string; why: string }>({
    severity: "error",
    title: "The project's settings cannot be read",
    cause: "The tsconfig.json, or one that it extends, is not valid.",
    message: ({ file, why }) => `${file} is not a valid project: ${why}`,
    help: "Correct the file; `npx tsc --showConfig -p FILE` reads it in the same way.",
  }),
  "uses-project-empty": entry<{ file: string }>({
    severity: "error",
    title: "The project has no files",
    cause:
      "`include` and `files` match nothing, or the files are JavaScript and `allowJs` is not set.",
    message: ({ file }) => `${file} has no files to search`,
    help: "Correct `include`, or set `allowJs`.",
  }),
  "uses-syntax": entry<{ file: string; why: string; version: string }>({
    severity: "error",
    title: "A file of the project cannot be parsed",
    cause: "The file has a syntax error, or syntax that is newer than our compiler.",
    message: ({ file, why, version }) => `TypeScript ${version} cannot parse ${file}: ${why}`,
    help: "Make the project compile. If it does with your version of TypeScript, update spec-tether, or exclude the file.",
  }),
  "uses-file-too-large": entry<{ file: string; size: number; limit: number }>({
    severity: "error",
    title: "A file of the project is too large",
    cause: "A bundle, or data written as code, is part of the project.",
    message: ({ file, size, limit }) =>
      `${file} has ${(size / 1048576).toFixed(1)} MB, and the limit is ${limit / 1048576} MB`,
    help: "Exclude it in the tsconfig.json: nobody wrote it by hand.",
  }),
  "uses-too-deep": entry<{ file: string }>({
    severity: "error",
    title: "A file of the project nests too deep",
    cause:
      "An expression of thousands of levels, such as only programs write, is part of the project.",
    message: ({ file }) => `${file} nests deeper than the compiler can follow`,
    help: "Exclude it in the tsconfig.json: nobody wrote it by hand.",
  }),
  "uses-modules-missing": entry<{ folder: string; name: string }>({
    severity: "error",
    title: "The project's packages are not installed",
    cause: "There is no node_modules folder, so nothing is known of what the project imports.",
    message: ({ folder, name }) => `"${name}" cannot be resolved: ${folder} has no node_modules`,
    help: "Install the packages first, for example with `npm ci`.",
  }),
  "uses-unresolved": entry<{ why: string }>({
    severity: "warning",
    title: "The project does not compile here, so uses may be missing",
    cause: "The project has type errors of its own, or imports what is not installed.",
    message: ({ why }) => `uses may be missing here: ${why}`,
    help: "Make the project compile, and run the command again.",
  }),
  "uses-client-missing": entry<{ file: string; unresolved: readonly string[] }>({
    severity: "error",
    title: "The project has no generated client",
    cause: "No file that the project reads was made by spec-tether.",
    message: ({ file, unresolved }) =>
      `no file of ${file} is, or imports, a generated client${
        unresolved.length > 0 ? `; unresolved: ${unresolved.slice(0, 5).join(", ")}` : ""
      }`,
    help: "Generate the client or install its package first, and pass the tsconfig.json whose files import it.",
  }),
  "uses-client-ambiguous": entry<{ found: readonly string[] }>({
    severity: "error",
    title: "The project has several clients",
    cause: "The project imports clients of several APIs, and uses are listed of one at a time.",
    message: ({ found }) => `the project has several clients: ${found.join(", ")}`,
    help: "Choose one with `--client`, by its name, its folder or its package.",
  }),
  "uses-client-unknown": entry<{ name: string; found: readonly string[] }>({
    severity: "error",
    title: "The project has no client of this name",
    cause: "The name is misspelled, or nothing in the project imports that client.",
    message: ({ name, found }) => `the project has no client "${name}"; it has ${found.join(", ")}`,
    help: "Pass a name, a folder or a package that the message lists.",
  }),
  "uses-client-twice": entry<{ name: string; found: readonly string[] }>({
    severity: "error",
    title: "The project has two versions of the client",
    cause:
      "Two packages depend on different versions, or a generated folder stands beside the package.",
    message: ({ name, found }) =>
      `the client "${name}" is there more than once: ${found.join(", ")}`,
    help: "Choose one with `--client` by its folder or package, or make the project use one (`npm ls PACKAGE` shows who needs which).",
  }),
} as const;
