import { entry } from "./diagnostic-entry.js";

/** Reading documentation pages, and bringing a spec up to date with them. */
export const captureEntries = {
  "source-unusable": entry<{ source: string; why: string }>({
    severity: "error",
    title: "A source of pages cannot be read",
    cause:
      "The address is wrong, nothing answers there, robots.txt forbids it, or the file is not there.",
    message: ({ source, why }) => `cannot read pages from ${source}: ${why}`,
    help: "Name a site (`https://docs.example.com/`), a page, a folder or file of saved pages, or `-`.",
  }),
  "page-failed": entry<{ page: string; why: string }>({
    severity: "warning",
    title: "A page could not be had",
    cause:
      "The server answered with an error or not at all, or with something that is no page: an archive, a redirect to another host, more bytes than a page can have.",
    message: ({ page, why }) => `${page} is left out: ${why}`,
    help: "The other pages were read. Run the command again to fetch only what is missing, or save the page to a file and name that.",
  }),
  "page-unusable": entry<{ page: string; kind: string; because: string }>({
    severity: "warning",
    title: "A page shows no complete operation",
    cause:
      "Not every page of a documentation site describes an endpoint, and some are saved without what the browser loads later.",
    message: ({ page, kind, because }) => `${page} is left out, as ${kind}: ${because}`,
    help: "Save the page as a signed-in browser shows it, with its field tables, and name the file.",
  }),
  "page-contradicts-itself": entry<{ about: string; one: string; other: string }>({
    severity: "warning",
    title: "A page says two things that cannot both be true",
    cause:
      "The tables and the examples of a page are written by hand, and one was changed without the other.",
    message: ({ about, one, other }) => `${about}: "${one}" against "${other}"`,
    help: "Find out which of the two holds, and say so in the spec by hand; capture keeps what stands there.",
  }),
  "page-contradicts-spec": entry<{ what: string; spec: string; page: string; shown: string }>({
    severity: "warning",
    title: "A page and the spec state different things",
    cause:
      "The vendor has changed the page, or what was written into the spec by hand was a different reading of it.",
    message: ({ what, spec, page, shown }) =>
      `${what} is ${spec} in the spec, but ${shown} on ${page}; the spec was left as it is`,
    help: "Find out which of the two holds, and correct the spec by hand. Where the spec is right, nothing more is to do: the difference is kept in the snapshot and not reported as drift again.",
  }),
  "page-duplicate": entry<{ operation: string; page: string; other: string }>({
    severity: "warning",
    title: "Two pages describe the same operation differently",
    cause: "A site often keeps the page of an older version beside the present one.",
    message: ({ operation, page, other }) =>
      `${operation} is described by ${other} and, differently, by ${page}; the first one was taken`,
    help: "Find out which page holds, and name only that, or save it and correct the copy.",
  }),
  "page-gone": entry<{ page: string; operation: string }>({
    severity: "warning",
    title: "A page that was captured is not listed any more",
    cause: "The vendor has removed or renamed the page; the operation itself may still be there.",
    message: ({ page, operation }) => `${page} is gone; it documented ${operation}`,
    help: "Find out whether the operation is gone, too. Then remove it from the spec, with the page's file in `captures/`.",
  }),
  "page-lists-more": entry<{ found: string }>({
    severity: "warning",
    title: "A navigation lists an operation that the spec lacks",
    cause:
      "The vendor has added or renamed an operation, or shows it with another method, and its own page is not among those that were read.",
    message: ({ found }) => `the navigation lists ${found}`,
    help: "Capture the operation's page. Without one, write into the spec what the navigation states, the title as `quote` of `x-provenance.title`.",
  }),
  "component-renamed": entry<{ name: string; page: string; renamed: string }>({
    severity: "warning",
    title: "Pages give one name to different components",
    cause:
      "Each page carries its own copy of the schemas that it uses, and the copies are not always of the same day.",
    message: ({ name, page, renamed }) =>
      `${name} differs between pages; that of ${page} is called ${renamed}`,
    help: "Both are kept. Where they mean the same, one of the pages is out of date.",
  }),
  "capture-unmergeable": entry<{ why: string }>({
    severity: "error",
    title: "What was captured cannot go into the spec",
    cause:
      "The spec has a form that an edit would damage, or a page states what it has no place for.",
    message: ({ why }) => `${why}; nothing was written`,
    help: "Mend the spec, or write what was captured to a document of its own with `--out`.",
  }),
} as const;
