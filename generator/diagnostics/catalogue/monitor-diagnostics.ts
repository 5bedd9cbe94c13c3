import { countOf } from "../count-of.js";
import { entry } from "./diagnostic-entry.js";

/** Watching an API: what keeps a run from telling whether something is new, or from saying so. */
export const monitorEntries = {
  "baseline-missing": entry<{ file: string }>({
    severity: "error",
    title: "There is no baseline to compare with",
    cause: "This is the first run, the path is misspelled, or the file was not committed.",
    message: ({ file }) => `there is no baseline ${file}, so nothing was compared`,
    help: "Check the path, or run the same command once with `--init`, and commit the file that it writes.",
  }),
  "baseline-exists": entry<{ file: string }>({
    severity: "error",
    title: "The baseline already exists",
    cause: "`--init` writes the first baseline; a later one is a change that somebody reviews.",
    message: ({ file }) => `${file} already exists, and --init does not overwrite it`,
    help: "Run without `--init`. To start again, delete the file first.",
  }),
  "baseline-unfaithful": entry<{ source: string }>({
    severity: "error",
    title: "The document cannot be kept as one file",
    cause:
      "A document of several files, or one that refers to itself by its name, is stored as one linked document; read again, that one does not mean the same.",
    message: ({ source }) => `${source} cannot be stored as one file without a change of meaning`,
    help: "Bundle the document with another tool, and pass that file. Please report this.",
  }),
  "page-instead-of-spec": entry<{ source: string; what: string }>({
    severity: "error",
    title: "The server sent a web page instead of a spec",
    cause:
      "The document has moved, or it is only shown to those who are logged in, and the server answers with a page that says so.",
    message: ({ source, what }) => `${source} is ${what}, not an OpenAPI document`,
    help: "Open the URL in a private window. If it needs a login, set `headers` in the config file; otherwise find the document's new address.",
  }),
  "api-empty": entry<{ source: string }>({
    severity: "error",
    title: "The API has no operations",
    cause:
      "The server sent an empty or truncated document, or the filter of the config leaves nothing. An API without operations is not a change that anybody made on purpose.",
    message: ({ source }) => `${source} has no operation and no webhook`,
    help: "Look at the document. If the API is really gone, stop watching it.",
  }),
  "operations-lost": entry<{
    source: string;
    lost: number;
    total: number;
    limit: number;
    examples: readonly string[];
  }>({
    severity: "error",
    title: "The API lost more operations than a change would take away",
    cause:
      "More often than an API loses a large part of its operations at once, a document is truncated, a login hides a part, or the address is now that of another API.",
    message: ({ source, lost, total, limit, examples }) =>
      `${source} lacks ${lost} of ${countOf(total, "operation")} (${Math.round((100 * lost) / total)} %, and --max-lost is ${limit}): ${examples.join(", ")}${lost > examples.length ? ", …" : ""}`,
    help: "Look at the document. If the operations are really gone, run once with a higher `--max-lost`.",
  }),
  "pages-unread": entry<{ count: number }>({
    severity: "error",
    title: "Not all pages could be read",
    cause: "What such a page states may have changed, so nobody can say that nothing is new.",
    message: ({ count }) =>
      `${countOf(count, "page")} could not be read, so this run cannot tell what is new`,
    help: "The warnings name the pages. Run again later, or watch a saved folder or single pages without them.",
  }),
  "document-has-secret": entry<{ source: string }>({
    severity: "error",
    title: "The document contains a credential of this run",
    cause:
      "The server repeats in the document what it was sent, such as a header of the config file or the password of the URL.",
    message: ({ source }) =>
      `${source} contains a credential of this run; it is not printed, stored or sent anywhere`,
    help: "Tell whoever runs the server, and renew the credential.",
  }),
  "forge-unusable": entry<{ why: string }>({
    severity: "error",
    title: "Issues and pull requests cannot be written here",
    cause:
      "The environment does not say which forge this is, which project, or with which token to write to it.",
    message: ({ why }) => why,
    help: "GitHub: GITHUB_REPOSITORY and GH_TOKEN or GITHUB_TOKEN. GitLab: CI_PROJECT_ID and GITLAB_TOKEN. docs/monitor.md lists the permissions.",
  }),
  "forge-failed": entry<{ forge: string; request: string; why: string }>({
    severity: "error",
    title: "The forge did not do what it was asked to do",
    cause:
      "The token lacks a permission or has expired, the project forbids it, the forge limits requests, or it is down.",
    message: ({ forge, request, why }) => `${forge} did not answer ${request} as expected: ${why}`,
    help: "docs/monitor.md lists the permissions that the token needs. The next run continues where this one stopped.",
  }),
  "checkout-unusable": entry<{ why: string }>({
    severity: "error",
    title: "The pull request cannot be made from this checkout",
    cause:
      "The checkout is not a git repository with a remote, files that the pull request changes have been edited, or somebody else has committed to its branch and the API has changed since.",
    message: ({ why }) => `no pull request can be made: ${why}`,
    help: "Commit or undo local edits. If the branch has commits of others, merge its pull request, or delete the branch.",
  }),
} as const;
