import { formatPointer, type Pointer } from "../../../openapi/index.js";
import type { Quote, Reading } from "../../fact.js";
import { readDocument } from "../../fragment/index.js";
import { quoteText } from "../../notes.js";
import type { Page } from "../../page.js";
import type { PageReader } from "../page-reader.js";

/** Reads whole OpenAPI documents: given as the source, or behind or in a page. */
export const documentReader: PageReader = {
  name: "OpenAPI",
  recognizes: ({ origin }) => origin === "document",
  read,
};

function read(page: Page): Reading {
  const { spec, text } = page;
  if (!spec)
    return { kind: "unreadable", because: "its document was not loaded", quote: undefined };
  const lines = text.split("\n");
  const [entry] = spec.files;
  const quote = (pointer: Pointer): Quote => {
    const { file, line, column } = spec.place(pointer);
    const written = formatPointer(spec.written(pointer));
    // What is in another file is quoted by its name.
    const shown = file === entry ? (lines[line - 1] ?? "") : " ".repeat(column - 1) + file;
    return { ...quoteText(shown, line, column), pointer: written };
  };
  const { endpoints, contradictions } = readDocument(page, spec.document, quote);
  if (endpoints.length > 0) return { kind: "endpoint", endpoints, contradictions };
  return { kind: "schema", because: "its document has no operation", quote: quote(["paths"]) };
}
