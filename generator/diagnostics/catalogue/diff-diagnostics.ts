import { entry } from "./diagnostic-entry.js";

/** Comparing two versions of a spec. */
export const diffEntries = {
  "git-missing": entry<Record<never, never>>({
    severity: "error",
    title: "Git is not installed",
    cause:
      "A version such as `main:spec/openapi.yaml` was given, but there is no program `git` to read it with.",
    message: () => "git cannot be started, so no version can be read from the history",
    help: "Install git, or pass a file or URL instead of the git version.",
  }),
  "git-not-repository": entry<{ folder: string }>({
    severity: "error",
    title: "The folder is not in a git repository",
    cause:
      "A version such as `main:spec/openapi.yaml` was given in a folder that is not in a repository, or in a download of one without its history.",
    message: ({ folder }) => `${folder} is not in a git repository`,
    help: "Run tether inside the repository, or pass a file or URL instead of the git version.",
  }),
  "git-version-unknown": entry<{ version: string; shallow: boolean; isSubmodule: boolean }>({
    severity: "error",
    title: "There is no such version in the git repository",
    cause:
      "The name is misspelled, was never fetched, or is older than the commits that a shallow clone has.",
    message: ({ version, shallow, isSubmodule }) => {
      const more = [
        ...(shallow ? [", and this clone is shallow: it has only the newest commits"] : []),
        ...(isSubmodule ? [". The spec is in a submodule, whose versions are its own"] : []),
      ];
      return `there is no commit "${version}" here${more.join("")}`;
    },
    help: "Check the name with `git rev-parse NAME`. In CI, fetch more history first: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.",
  }),
  "git-file-missing": entry<{ version: string; path: string; why: string }>({
    severity: "error",
    title: "The commit does not have the file",
    cause:
      "The file had another name in that commit or did not exist, or it is a symbolic link or in a submodule, which are not followed inside a commit.",
    message: ({ version, path, why }) =>
      `${version === "" ? "git's index" : `"${version}"`} has no file ${path}: ${why}`,
    help: "Check the path with `git ls-tree -r NAME`. It starts at the root of the repository, or at the current folder if it begins with `./`.",
  }),
  "git-failed": entry<{ why: string }>({
    severity: "error",
    title: "Git failed",
    cause: "Git reported an error, for example that another user owns the repository.",
    message: ({ why }) => `git failed: ${why}`,
    help: "Fix the problem that git reports, and try again.",
  }),
  "config-of-today": entry<{ version: string; file: string; isThere: boolean }>({
    severity: "warning",
    title: "An earlier version is read with the current config file",
    cause:
      "The commit does not have the config file, or its config file does not have this client. So overlays, filter, `refs` and `limits` of that time are not known.",
    message: ({ version, file, isThere }) => {
      const whose = version === "" ? "git's index" : `"${version}"`;
      const what = isThere
        ? `${file} of ${whose} does not have this client`
        : `${whose} has no ${file}`;
      return `${what}, so that version is read with the current settings`;
    },
    help: "Nothing, if these settings applied then too. Otherwise compare two documents that are already filtered and overlaid.",
  }),
  "version-empty": entry<{ name: string }>({
    severity: "error",
    title: "A version has no operation and no webhook",
    cause:
      "It is the wrong document, a part of one, or its filter selects nothing. Between it and any other, nothing could be found.",
    message: ({ name }) => `${name} has no operation and no webhook that could be compared`,
    help: "Check the path, and `filter` in the config file. If the API is meant to be empty, pass `--allow-empty`.",
  }),
  "spec-new": entry<{ name: string }>({
    severity: "warning",
    title: "The base does not have the spec yet",
    cause:
      "The commit has no such file, and git does not know it under another name. With `--allow-new`, all operations then count as added.",
    message: ({ name }) => `${name} does not exist, so that every operation counts as added`,
    help: "Nothing, if this change adds the spec. Otherwise check the path and the commit.",
  }),
  "documents-conflict": entry<{ what: string; file: string; other: string }>({
    severity: "error",
    title: "Two documents of one API say different things about the same",
    cause:
      "A pattern such as `specs/*.yaml` makes all matching documents one API. Each path, webhook and security scheme has to be in one of them, and `security` and `servers` have to be the same in all.",
    message: ({ what, file, other }) =>
      `${file} and ${other} ${what}, so they cannot be read as one API`,
    help: "Make them the same, move it into one of the documents, or compare the documents one by one.",
  }),
  "components-apart": entry<{ what: string; file: string; other: string }>({
    severity: "warning",
    title: "Two documents of one API have different components of one name",
    cause:
      "Documents that match a pattern are read as one API, and two of them use one name for different components.",
    message: ({ what, file, other }) =>
      `${file} and ${other} ${what}; that of ${file} gets a name of its own`,
    help: "Give one of them another name. If they should be the same, make them so.",
  }),
  "version-invalid": entry<{ name: string; why: string }>({
    severity: "error",
    title: "A version to compare is invalid",
    cause: "It is not a file, folder, URL or git version, or it is two of these at once.",
    message: ({ name, why }) => `cannot compare "${name}": ${why}`,
    help: "Pass a file, a folder with an openapi.yaml, a URL, `-` for standard input, or `GITREF:path/of/the/spec.yaml`, where an empty GITREF is git's index.",
  }),
  "allow-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The allow list is invalid",
    cause: "The list was edited by hand, and an entry lacks a field or has an invalid value.",
    message: ({ why }) => why,
    help: "An entry of `allow` has `fingerprint`, or `rule` and `place`; it also has `reason`, `until: 2027-01-31`, and optionally `owner`. `npx spec-tether allow` writes one.",
  }),
  "allow-expired": entry<{ entry: string; until: string }>({
    severity: "error",
    title: "An entry of the allow list has expired",
    cause: "Findings are accepted until a date, and the date of this entry has passed.",
    message: ({ entry, until }) => `${entry} was accepted until ${until}`,
    help: "Resolve the finding, or accept it again with `npx spec-tether allow` and a later date.",
  }),
  "allow-unused": entry<{ entry: string }>({
    severity: "error",
    title: "An entry of the allow list matches no finding",
    cause:
      "The change was reverted or released, or it became another change, and the entry was not removed.",
    message: ({ entry }) => `${entry} is accepted, but is not among the findings`,
    help: "Remove the entry; the finding that it accepted is gone.",
  }),
  "report-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "A report cannot be written",
    cause: "The folder does not exist or is not writable, or the disk is full.",
    message: ({ path, why }) => `cannot write ${path}: ${why}`,
    help: "Choose another file, or fix the permissions.",
  }),
} as const;
