import { entry } from "./diagnostic-entry.js";

/** Comparing two versions of a spec. */
export const diffEntries = {
  "git-missing": entry<Record<never, never>>({
    severity: "error",
    title: "Git is not installed",
    cause:
      "A version such as `main:spec/openapi.yaml` was named, and there is no program `git` to read it with.",
    message: () => "git cannot be started, so that no version of the past can be read",
    help: "Install git, or name a file or URL in the place of the git version.",
  }),
  "git-not-repository": entry<{ folder: string }>({
    severity: "error",
    title: "The folder is not in a git repository",
    cause:
      "A version such as `main:spec/openapi.yaml` was named in a folder without a repository, or in a download of one.",
    message: ({ folder }) => `${folder} is not in a git repository`,
    help: "Run tether inside of the repository, or name a file or URL in the place of the git version.",
  }),
  "git-version-unknown": entry<{ version: string; shallow: boolean }>({
    severity: "error",
    title: "There is no such version in the git repository",
    cause:
      "The name is misspelled, was never fetched, or lies before the commits that a shallow clone has.",
    message: ({ version, shallow }) =>
      `there is no commit "${version}" here${shallow ? ", and this clone is shallow: it has only the newest commits" : ""}`,
    help: "Check the name with `git rev-parse NAME`. In CI fetch more first: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.",
  }),
  "git-file-missing": entry<{ version: string; path: string; why: string }>({
    severity: "error",
    title: "The commit does not have the file",
    cause:
      "The file had another name then, or did not exist; or it is a link, which is not followed into a commit.",
    message: ({ version, path, why }) => `"${version}" has no file ${path}: ${why}`,
    help: "Check the path with `git ls-tree -r NAME`; it starts at the repository's root, or at the current folder if it starts with `./`.",
  }),
  "git-failed": entry<{ why: string }>({
    severity: "error",
    title: "Git failed",
    cause:
      "Git itself reported an error, for example that the repository belongs to somebody else.",
    message: ({ why }) => `git could not be asked: ${why}`,
    help: "Mend what git complains of, and try again.",
  }),
  "version-invalid": entry<{ name: string; why: string }>({
    severity: "error",
    title: "A version to compare cannot be understood",
    cause: "It is no file, folder, URL or git version, or it is two things at once.",
    message: ({ name, why }) => `cannot compare "${name}": ${why}`,
    help: "Name a file, a folder with an openapi.yaml, a URL, `-` for standard input, or `GITREF:path/of/the/spec.yaml`.",
  }),
  "allow-invalid": entry<{ why: string }>({
    severity: "error",
    title: "The allow list cannot be used",
    cause:
      "The list was edited by hand, and an entry lacks a field or holds something that is not understood.",
    message: ({ why }) => why,
    help: "An entry of `allow` holds `fingerprint`, or `rule` and `place`; and `reason`, `until: 2027-01-31`, and perhaps `owner`. `npx spec-tether allow` writes one.",
  }),
  "allow-expired": entry<{ entry: string; until: string }>({
    severity: "error",
    title: "An entry of the allow list has expired",
    cause: "Findings are accepted for a time; that of this one is over.",
    message: ({ entry, until }) => `${entry} was accepted until ${until}`,
    help: "Deal with the finding, or accept it anew with `npx spec-tether allow` and a later date.",
  }),
  "allow-unused": entry<{ entry: string }>({
    severity: "error",
    title: "An entry of the allow list accepts nothing",
    cause:
      "The change was undone or released, or it became another change, and the entry was left behind.",
    message: ({ entry }) => `${entry} is accepted, but is not among the findings`,
    help: "Remove the entry; what it accepted is gone.",
  }),
  "report-unwritable": entry<{ path: string; why: string }>({
    severity: "error",
    title: "A report cannot be written",
    cause: "The folder is missing or not ours to write to, or the disk is full.",
    message: ({ path, why }) => `cannot write ${path}: ${why}`,
    help: "Choose another file, or mend its permissions.",
  }),
} as const;
