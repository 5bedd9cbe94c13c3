import { type Diagnostic, diagnose, type Place } from "../diagnostics/index.js";
import {
  formatPointer,
  isFields,
  type Pointer,
  readingsOf,
  refOf,
  valueAt,
} from "../openapi/index.js";
import { type Location, resolveLocation } from "./document-location.js";
import { type ReferenceDocuments, resolveReference } from "./resolve-reference.js";
import { besideSelf, selfOf } from "./self-uri.js";
import type { Source } from "./source-file.js";

/** A node of a file. */
export interface FileNode {
  readonly source: Source;
  readonly pointer: Pointer;
}

/** Why a document may not be read, in words; undefined if it may. */
export type Refusal = (location: Location) => string | undefined;

/** A file that is referenced but not read yet. */
export interface MissingFile {
  /** The first place that refers to it; a place that needs it takes precedence. */
  readonly place: Place;
  readonly isNeeded: boolean;
}

/**
 * The files that are read, the check whether one may be read, and the optional files that could not
 * be read, with the reason.
 */
export interface LoadedFiles {
  readonly root: Source;
  readonly sources: ReadonlyMap<Location, Source>;
  readonly absent: ReadonlyMap<Location, string>;
  readonly refusal: Refusal;
}

/**
 * What an unresolved reference means: an error, a warning if no code is generated from its target,
 * or nothing if the caller only asks whether it resolves.
 */
export type ReferenceNeed = "needed" | "ignorable" | "asked";

/** Why a reference does not resolve, or which file must be read first. */
type Nowhere =
  | { readonly code: "ref-unresolved" | "ref-remote"; readonly why: string }
  | { readonly missing: Location };

/** No useful file name or pointer is nearly as long. */
const maxLength = 100_000;

/** Finds the targets of references, in files that are already read. */
export class ReferenceLocator {
  /** Documents that are referenced but not read yet. */
  readonly missing = new Map<Location, MissingFile>();
  readonly #library: LoadedFiles;
  /** Documents that are already read, by their own `$self`. */
  readonly #named = new Map<string, Source>();
  readonly #isNamed: (identity: string) => boolean;
  readonly #report: (problem: Diagnostic) => void;
  /** The final targets of nodes that were visited before. */
  readonly #resolved = new Map<string, FileNode>();
  /** Nodes whose references do not resolve. */
  readonly #unresolved = new Map<string, Nowhere>();
  /** Nodes whose references form a cycle, and those whose cycle was already reported. */
  readonly #circular = new Set<string>();
  readonly #reported = new Set<string>();

  constructor(
    library: LoadedFiles,
    isNamed: (identity: string) => boolean,
    report: (problem: Diagnostic) => void,
  ) {
    this.#library = library;
    for (const source of library.sources.values()) {
      const self = selfOf(source);
      if (self && !this.#named.has(self.name)) this.#named.set(self.name, source);
    }
    this.#isNamed = isNamed;
    this.#report = report;
  }

  /**
   * Finds the target of a reference, through references to references. Undefined if a file must be
   * read first, or if a problem was reported.
   */
  locate(ref: string, from: FileNode, need: ReferenceNeed): FileNode | undefined {
    if (ref.length > maxLength) {
      const why = `it is longer than ${maxLength} characters`;
      this.#fail({ code: "ref-unresolved", why }, `${ref.slice(0, 100)}…`, from, need);
      return undefined;
    }
    const passedNodes = new Map<string, { target: FileNode; isStop: boolean }>();
    let next = ref;
    let base = from.source;
    for (;;) {
      const found = this.#follow(next, base);
      const target = "source" in found ? (this.#unresolved.get(identity(found)) ?? found) : found;
      if (!("source" in target)) {
        for (const passed of passedNodes.keys()) this.#unresolved.set(passed, target);
        this.#fail(target, ref, from, need);
        return undefined;
      }
      const step = identity(target);
      const arrival = this.#resolved.get(step);
      if (arrival) return this.#arrive(passedNodes, arrival);
      // A cycle is reported once, not for each reference that leads into it.
      if (this.#reported.has(step)) return undefined;
      if (passedNodes.has(step) || (need !== "needed" && this.#circular.has(step))) {
        for (const passed of passedNodes.keys()) this.#circular.add(passed);
        if (need === "needed") for (const passed of passedNodes.keys()) this.#reported.add(passed);
        this.#failInCircle(
          [...[...passedNodes.values()].map((each) => each.target), target],
          from,
          need,
        );
        return undefined;
      }
      const value = contentOf(target);
      const further = refOf(value);
      if (further === undefined) {
        passedNodes.set(step, { target, isStop: true });
        return this.#arrive(passedNodes, target);
      }
      // A component of the root keeps its name even if it is an alias, and a schema that adds
      // keywords to its reference is more than an alias.
      const isStop = this.#isNamed(step) || Object.keys(value as object).length > 1;
      passedNodes.set(step, { target, isStop });
      next = further;
      base = target.source;
    }
  }

  /** The direct target of a reference, which may be a reference again. */
  #follow(ref: string, base: Source): FileNode | Nowhere {
    const found = resolveReference(ref, base, this.#documents, (fragment) =>
      this.#readingsOf(fragment),
    );
    if ("document" in found) return { source: found.document, pointer: found.pointer };
    if ("nowhere" in found) return found.nowhere;
    if ("why" in found) return { code: "ref-unresolved", why: found.why };
    const { document: source, pointer } = found.missing;
    return { code: "ref-unresolved", why: whyMissing({ source, pointer }, found.known) };
  }
  readonly #documents: ReferenceDocuments<Source, Nowhere> = {
    open: (file, from) => {
      const found = this.#open(file, from);
      return "value" in found ? { document: found } : { nowhere: found };
    },
    known: ({ value }, pointer) =>
      valueAt(value, pointer) === undefined ? existingLength(value, pointer) : pointer.length,
    refAt: ({ value }, pointer) => refOf(valueAt(value, pointer)),
  };

  /** Cached, because many references may pass through one reference. */
  #readingsOf(fragment: string): readonly Pointer[] {
    const known = this.#readings.get(fragment);
    if (known) return known;
    const readings = readingsOf(fragment);
    this.#readings.set(fragment, readings);
    return readings;
  }
  readonly #readings = new Map<string, readonly Pointer[]>();

  #open(filePart: string, base: Source): Source | Nowhere {
    if (filePart === "") return base;
    const location = resolveLocation(filePart, selfOf(base)?.base ?? base.base);
    const named = this.#named.get(typeof location === "string" ? location : filePart);
    if (named) return named;
    if (typeof location === "object") return { code: "ref-unresolved", why: location.why };
    const refusal = this.#library.refusal(location);
    const readable = refusal === undefined ? location : besideSelf(location, base);
    if (readable === undefined) return { code: "ref-remote", why: refusal ?? "" };
    return this.#library.sources.get(readable) ?? { missing: readable };
  }

  #failInCircle(circle: readonly FileNode[], from: FileNode, need: ReferenceNeed): void {
    const place = () => placeOf(below(from, "$ref"));
    const chain = circle.map((target) => this.nameOf(target));
    if (need === "needed") this.#report(diagnose("ref-circular", { chain }, place()));
    if (need !== "ignorable") return;
    const args = { ref: refOf(contentOf(from)) ?? "", why: "it only refers back to itself" };
    this.#report(diagnose("ref-ignored", args, place()));
  }

  /** As a reference of the first document would spell it. */
  nameOf({ source, pointer }: FileNode): string {
    const file = source === this.#library.root ? "" : source.file;
    return `${file}#${formatPointer(pointer)}`;
  }

  #fail(nowhere: Nowhere, ref: string, from: FileNode, need: ReferenceNeed): void {
    const place = () => placeOf(below(from, "$ref"));
    if ("code" in nowhere) {
      const { code, why } = nowhere;
      if (need === "needed") this.#report(diagnose(code, { ref, why }, place()));
      if (need === "ignorable") this.#report(diagnose("ref-ignored", { ref, why }, place()));
      return;
    }
    const { missing: location } = nowhere;
    const isNeeded = need === "needed";
    const absence = this.#library.absent.get(location);
    if (absence !== undefined && !isNeeded) {
      if (need === "ignorable")
        this.#report(diagnose("ref-ignored", { ref, why: absence }, place()));
      return;
    }
    // Finding a place costs more than a lookup, and thousands of references may lead to one
    // document.
    const known = this.missing.get(location);
    if (known && (known.isNeeded || !isNeeded)) return;
    this.missing.set(location, { place: place(), isNeeded });
  }

  /**
   * Stores the final target for each step of a chain, and returns the target of the chain itself:
   * its first stop.
   */
  #arrive(
    way: ReadonlyMap<string, { target: FileNode; isStop: boolean }>,
    last: FileNode,
  ): FileNode {
    let arrival = last;
    for (const [step, { target, isStop }] of [...way].reverse()) {
      if (isStop) arrival = target;
      this.#resolved.set(step, arrival);
    }
    return arrival;
  }
}

/** The number of tokens of the pointer that exist. */
function existingLength(root: unknown, pointer: Pointer): number {
  let value = root;
  let length = 0;
  for (const token of pointer) {
    value = valueAt(value, [token]);
    if (value === undefined) break;
    length++;
  }
  return length;
}

function whyMissing({ source, pointer }: FileNode, known: number): string {
  const around = pointer.slice(0, known).join("/") || "the document";
  return `there is no "${pointer[known]}" in ${around} of ${source.file}`;
}

export function identity({ source, pointer }: FileNode): string {
  return `${source.path}#${formatPointer(pointer)}`;
}

export function contentOf({ source, pointer }: FileNode): unknown {
  return valueAt(source.value, pointer);
}

export function placeOf({ source, pointer }: FileNode): Place {
  return source.place(pointer);
}

export function below(target: FileNode, token: string): FileNode {
  return new Below(target, token);
}

/**
 * A node below another one. Every node of a document is visited and few are reported, so the
 * pointer is only built on demand.
 */
class Below implements FileNode {
  readonly source: Source;
  readonly #above: FileNode;
  readonly #token: string;

  constructor(above: FileNode, token: string) {
    this.source = above.source;
    this.#above = above;
    this.#token = token;
  }

  get pointer(): Pointer {
    const tokens: string[] = [];
    let step: FileNode = this;
    for (; step instanceof Below; step = step.#above) tokens.push(step.#token);
    return [...step.pointer, ...tokens.reverse()];
  }
}

/** The entries of a map, and of the map that it refers to; its own take precedence. */
export function entriesOf(map: FileNode, locator: ReferenceLocator): ReadonlyMap<string, FileNode> {
  const entries = new Map<string, FileNode>();
  const seen = new Set<string>();
  for (let next: FileNode | undefined = map; next && !seen.has(identity(next)); ) {
    seen.add(identity(next));
    const content = contentOf(next);
    const ref = refOf(content);
    for (const name of isFields(content) ? Object.keys(content) : []) {
      if (ref !== undefined && name === "$ref") continue;
      if (!entries.has(name)) entries.set(name, below(next, name));
    }
    next = ref === undefined ? undefined : locator.locate(ref, next, "asked");
  }
  return entries;
}
