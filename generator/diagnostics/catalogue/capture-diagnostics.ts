import { entry } from "./diagnostic-entry.js";

/** Reading documentation pages, and bringing a spec up to date with them. */
export const captureEntries = {
  "source-unusable": entry<{ source: string; why: string }>({
    severity: "error",
    title: "A source of pages cannot be read",
    cause:
      "The address is wrong, the server does not respond, robots.txt disallows the address, or the file does not exist.",
    message: ({ source, why }) => `cannot read pages from ${source}: ${why}`,
    help: "Pass the URL of a site (`https://docs.example.com/`) or of a page, a folder or file of saved pages, or `-` for standard input.",
  }),
  "page-failed": entry<{ page: string; why: string }>({
    severity: "warning",
    title: "A page cannot be read",
    cause:
      "The server returned an error or did not respond, or it sent something that is not a page: an archive, a redirect to another host, or more bytes than a page may have.",
    message: ({ page, why }) => `${page} is left out: ${why}`,
    common: ({ why }) => [why],
    help: "The other pages were read. Run the command again to fetch only the missing pages, or save the page to a file and pass that file.",
  }),
  "page-unusable": entry<{ page: string; kind: string; because: string }>({
    severity: "warning",
    title: "A page shows no complete operation",
    cause:
      "Some pages of a documentation site do not describe an endpoint, and some are saved without the content that the browser loads later.",
    message: ({ page, kind, because }) => `${page} is left out, as ${kind}: ${because}`,
    common: ({ kind, because }) => [kind, because],
    help: "Save the page as a browser shows it to a signed-in user, with its field tables, and pass that file.",
  }),
  "page-contradicts-itself": entry<{ about: string; one: string; other: string }>({
    severity: "warning",
    title: "A page contradicts itself",
    cause:
      "The tables and the examples of a page are written by hand, and one was changed without the other.",
    message: ({ about, one, other }) => `${about}: "${one}" contradicts "${other}"`,
    help: "Find out which one is correct, and edit the spec by hand; capture does not overwrite your edit.",
  }),
  "page-contradicts-spec": entry<{
    what: string;
    /** Of `what`: without the operation. */
    part: string;
    spec: string;
    page: string;
    shown: string;
  }>({
    severity: "warning",
    title: "A page and the spec disagree",
    cause:
      "The vendor has changed the page, or the value that was written into the spec by hand is a different reading of it.",
    message: ({ what, spec, page, shown }) =>
      `${what} is ${spec} in the spec, but ${shown} on ${page}; the spec was not changed`,
    common: ({ part, spec, shown }) => [part, spec, shown],
    help: "Find out which one is correct. If it is the page, correct the spec by hand. If it is the spec, do nothing: the snapshot records the difference, and it is not reported as drift again.",
  }),
  "page-duplicate": entry<{ operation: string; page: string; other: string }>({
    severity: "warning",
    title: "Two pages describe the same operation differently",
    cause: "A site often keeps the page of an older version next to the current one.",
    message: ({ operation, page, other }) =>
      `${operation} is described by ${other} and, differently, by ${page}; the first page was used`,
    help: "Find out which page is correct, and pass only that page, or save it and correct the copy.",
  }),
  "page-gone": entry<{ page: string; operation: string }>({
    severity: "warning",
    title: "A captured page is no longer there",
    cause:
      "The vendor has removed or renamed the page, or its file is no longer in the folder of saved pages; the operation itself may still exist.",
    message: ({ page, operation }) => `${page} is gone; it documented ${operation}`,
    common: ({ page }) => [page],
    help: "Find out whether the operation is gone too. If it is, remove it from the spec, and remove the page's file from `captures/`. It is not reported again.",
  }),
  "page-lists-more": entry<{ found: string }>({
    severity: "warning",
    title: "The navigation lists an operation that the spec lacks",
    cause:
      "The vendor has added or renamed an operation, or shows it with another method, and its own page is not among the pages that were read.",
    message: ({ found }) => `the navigation lists ${found}`,
    help: "Capture the operation's page. If there is none, `--add-listed` enters what the navigation states: title and method.",
  }),
  "component-renamed": entry<{ name: string; page: string; renamed: string }>({
    severity: "warning",
    title: "Pages use one name for different components",
    cause:
      "Each page carries its own copy of the schemas that it uses, and the copies may date from different days.",
    message: ({ name, page, renamed }) =>
      `${name} differs between pages; the one of ${page} is called ${renamed}`,
    help: "Both are kept. If they mean the same, one of the pages is out of date.",
  }),
  "anchor-unshared": entry<{ name: string }>({
    severity: "warning",
    title: "One use of a YAML anchor differs from the others now",
    cause:
      "The spec writes a part once, as an anchor (`&name`), and uses it in several places (`*name`, `<<: *name`). A page states something about one of them only.",
    common: ({ name }) => [name],
    message: ({ name }) =>
      `what was shared as &${name} is written out here, because a page states more about this use than about the others`,
    help: "The other uses are unchanged. If they all should say the same, edit the anchor and use it here again.",
  }),
  "capture-reprinted": entry<{ why: string }>({
    severity: "warning",
    title: "A file of the spec is printed anew",
    cause:
      "Edits usually change only their own lines. Some forms of YAML leave no place for one, such as a key behind a question mark that is removed.",
    message: ({ why }) => `the whole file is printed anew, because ${why}`,
    help: "The content is right; indentation, quotes and folds may differ. Compare the file with the last commit, and keep it if you like it.",
  }),
  "capture-unmergeable": entry<{ why: string }>({
    severity: "error",
    title: "The captured facts cannot be merged into the spec",
    cause:
      "An edit would damage the spec in the form that it has, or a page states something that the spec has no place for.",
    message: ({ why }) => `${why}; nothing was written`,
    help: "Fix the spec, or write the captured facts to a separate document with `--out`.",
  }),
  "recording-unreadable": entry<{ file: string; why: string }>({
    severity: "error",
    title: "A recording cannot be used",
    cause:
      "The file does not exist, is not a recording of HTTP exchanges in a known format, or contains no exchange with an answer.",
    message: ({ file, why }) => `cannot use the recording ${file}: ${why}`,
    help: "Pass a HAR file (in a browser's network panel: export as HAR with content), a Postman collection with saved answers, or NDJSON with one exchange a line.",
  }),
  "recording-entry-skipped": entry<{ file: string; which: string; because: string }>({
    severity: "warning",
    title: "Part of a recording is not used",
    cause: "A request got no answer, or its recording lacks what identifies it.",
    message: ({ file, which, because }) => `${file}: ${which}: ${because}`,
    help: "The other entries are used. If these matter, record them again.",
  }),
} as const;
