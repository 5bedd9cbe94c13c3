import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { isFields } from "../openapi/index.js";
import { applyOverlays } from "./apply-overlays.js";
import type { DocumentAccess } from "./document-access.js";
import { displayLocation, isRemote, type Location, resolveLocation } from "./document-location.js";
import type { Source } from "./source-file.js";

/**
 * The overlays of a spec, by the document that each changes: the one that `extends` names, if the
 * spec may consist of it, and else the entry. `extends` may also name where the entry came from.
 */
export class OverlayDocuments {
  readonly warnings: Diagnostic[] = [];
  /** By the location as messages show it: an overlay that was written here has no credentials. */
  readonly #byDocument = new Map<string, Source[]>();
  readonly #entry: string;

  constructor(overlays: readonly Source[], entry: Location, { refusal }: DocumentAccess) {
    this.#entry = displayLocation(entry);
    for (const overlay of overlays) {
      const location = extended(overlay) ?? entry;
      const isOfSpec = isRemote(location) ? refusal(location) === undefined : !isRemote(entry);
      const document = isOfSpec ? displayLocation(location) : this.#entry;
      this.#byDocument.set(document, [...(this.#byDocument.get(document) ?? []), overlay]);
    }
  }

  /** A document as its overlays change it; each is asked for once. */
  apply(document: Source): Source {
    const key = displayLocation(document.path);
    const overlays = this.#byDocument.get(key) ?? [];
    this.#byDocument.delete(key);
    const { root, warnings } = applyOverlays(document, overlays);
    this.warnings.push(...warnings);
    return root;
  }

  /** Overlays of documents that were not asked for. */
  left(): Diagnostic[] {
    return [...this.#byDocument].flatMap(([document, overlays]) =>
      overlays.map((overlay) =>
        diagnose("overlay-elsewhere", { document }, overlay.place(["extends"])),
      ),
    );
  }
}

/** The document that an overlay names. */
function extended({ value, path }: Source): Location | undefined {
  const reference = isFields(value) ? value["extends"] : undefined;
  if (typeof reference !== "string") return undefined;
  const location = resolveLocation(reference.replace(/#.*$/s, ""), path);
  return typeof location === "string" ? location : undefined;
}
