import { resolve } from "node:path";
import { DiagnosticError } from "../../diagnostics/index.js";
import { shownUrl } from "../../disk/index.js";
import { isRemote, type LoadOptions, loadText } from "../../load/index.js";
import type { Page } from "../page.js";
import { FetchError } from "./crawled-host.js";

/** Which other files a document may refer to, and how large they may be. */
export type DocumentLimits = Pick<
  LoadOptions,
  "allowHosts" | "allowPrivate" | "fileMegabytes" | "seconds"
>;

/**
 * A page of a whole OpenAPI document, with every file that it refers to, by the rules of the
 * loader.
 *
 * @throws FetchError if it is no usable document
 */
export async function documentPage(
  location: string,
  text: string,
  about: Pick<Page, "fetchedAt" | "folder" | "title">,
  limits: DocumentLimits,
): Promise<Page> {
  const path = isRemote(location) ? location : resolve(location);
  const shown = isRemote(location) ? shownUrl(location) : location;
  try {
    const spec = await loadText(path, shown, text, limits);
    return { location, origin: "document", text, ...about, spec };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [first] = error.diagnostics;
    const { line, column } = first?.place ?? {};
    const at = line === undefined ? "" : ` (line ${line}, column ${column})`;
    throw new FetchError(`its document cannot be read: ${first?.message}${at}`);
  }
}

export function whyNotAllowed(host: string): string {
  return `it is on another host: add ${host} to \`refs.allowHosts\` in the config file to read it, and name that file with \`--config\` if you use \`--out\``;
}
