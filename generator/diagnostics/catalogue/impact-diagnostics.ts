import { countOf } from "../count-of.js";
import { entry } from "./diagnostic-entry.js";

/** What keeps a run from saying whose code breaks, or makes it say less. */
export const impactEntries = {
  "impact-client-other": entry<{ used: string; configured: readonly string[] }>({
    severity: "error",
    title: "The project uses another client than the config has",
    cause: "The versions that are compared are those of one API, and the code calls another one.",
    message: ({ used, configured }) =>
      `the project uses ${used}, but the versions are those of ${configured.join(", ")}`,
    help: "Pass versions of the spec that the project's client is made from, or choose the client with `--client`.",
  }),
  "impact-no-use": entry<{
    client: string;
    project: string;
    files: number;
    /** What the client itself imports, and the project does not have. */
    unresolved: readonly string[];
  }>({
    severity: "error",
    title: "Nothing in the project uses the client",
    cause:
      "The tsconfig.json is not that of the calling code, the calls go through something that hides them, or a package that the client imports is not installed, so that its calls have no types.",
    message: ({ client, project, files, unresolved }) =>
      `no use of ${client} was found in ${countOf(files, "file")} of ${project}${
        unresolved.length > 0
          ? `: the client imports ${unresolved.map((each) => `"${each}"`).join(", ")}, which cannot be resolved`
          : ""
      }`,
    help: "Install what the client imports, if the message names something, for example with `npm ci`. Otherwise pass the tsconfig.json of the code that calls the client; if it is right that nothing does, pass --expect-no-use.",
  }),
  "impact-client-stale": entry<{ from: string; version: string; isRevision: boolean }>({
    severity: "warning",
    title: "The project's client is not that of the older version",
    cause: "The client was generated again, or not since the older version.",
    message: ({ from, version, isRevision }) =>
      isRevision
        ? `the client in ${from} is already that of ${version}, so what it broke are errors that the code has before`
        : `the client in ${from} was not made from ${version}: its code is compared as it is on the disk`,
    help: "Run the command where the client is that of the older version: before `generate`, or in a checkout of that commit.",
  }),
} as const;
