import { type Diagnostic, diagnose, type Place } from "../diagnostics/index.js";
import { follow, type Location } from "./location.js";
import { formatPointer, type Pointer, parsePointer, valueAt } from "./pointer.js";
import type { Source } from "./source.js";

/** A node of a file. */
export interface Target {
  readonly source: Source;
  readonly pointer: Pointer;
}

/** Why a document may not be read, in words; undefined if it may. */
export type Refusal = (location: Location) => string | undefined;

/** No file name or pointer that means something comes near. */
const maxLength = 100_000;

/** Finds what references point to, in files that are read already. */
export class Locator {
  /** Documents that are referred to and not read yet, each with the first place that refers to it. */
  readonly missing = new Map<Location, Place>();
  readonly #root: Source;
  readonly #sources: ReadonlyMap<Location, Source>;
  readonly #refusal: Refusal;
  readonly #isNamed: (identity: string) => boolean;
  readonly #report: (problem: Diagnostic) => void;
  /** Where references to a node lead in the end, for nodes that were met before. */
  readonly #arrivals = new Map<string, Target>();
  /** Nodes from which references lead back to themselves. */
  readonly #circular = new Set<string>();

  constructor(
    root: Source,
    sources: ReadonlyMap<Location, Source>,
    refusal: Refusal,
    isNamed: (identity: string) => boolean,
    report: (problem: Diagnostic) => void,
  ) {
    this.#root = root;
    this.#sources = sources;
    this.#refusal = refusal;
    this.#isNamed = isNamed;
    this.#report = report;
  }

  /**
   * Finds what a reference points to, following references to references. Undefined if a file of
   * the way is still to be read, or if a problem was reported.
   */
  locate(ref: string, from: Target, report: boolean): Target | undefined {
    const place = () => placeOf(below(from, "$ref"));
    const fail = (problem: Diagnostic): undefined => {
      if (report) this.#report(problem);
      return undefined;
    };
    if (ref.length > maxLength) {
      const why = `it is longer than ${maxLength} characters`;
      return fail(diagnose("ref-unresolved", { ref: `${ref.slice(0, 100)}…`, why }, place()));
    }
    const way = new Map<string, { target: Target; isStop: boolean }>();
    let next = ref;
    let base = from.source;
    for (;;) {
      const [filePart = "", fragment = ""] = splitOnce(next, "#");
      const location = filePart === "" ? base.path : follow(filePart, base.base);
      if (typeof location === "object") {
        return fail(diagnose("ref-unresolved", { ref, why: location.why }, place()));
      }
      const refusal = this.#refusal(location);
      if (refusal !== undefined) {
        return fail(diagnose("ref-remote", { ref, why: refusal }, place()));
      }
      const source = this.#sources.get(location);
      if (!source) {
        // A place costs more than a look-up, and thousands may refer to one document.
        if (!this.missing.has(location)) this.missing.set(location, place());
        return undefined;
      }
      const pointer = parsePointer(fragment);
      if (!pointer) {
        const why =
          "only JSON pointers are understood, such as #/components/schemas/Name, and no `$anchor`";
        return fail(diagnose("ref-unresolved", { ref, why }, place()));
      }
      const target = { source, pointer };
      const step = identity(target);
      const arrival = this.#arrivals.get(step);
      if (arrival) return this.#arrive(way, arrival);
      const value = contentOf(target);
      if (value === undefined) {
        return fail(diagnose("ref-unresolved", { ref, why: whyMissing(target) }, place()));
      }
      // A circle is told once, not by each reference that leads into it.
      if (this.#circular.has(step)) return undefined;
      if (way.has(step)) {
        if (report) for (const passed of way.keys()) this.#circular.add(passed);
        const chain = [...way.keys(), step].map((id) => id.slice(id.indexOf("#")));
        return fail(diagnose("ref-circular", { chain }, place()));
      }
      const further = refOf(value);
      if (further === undefined) {
        way.set(step, { target, isStop: true });
        return this.#arrive(way, target);
      }
      // A component of the root keeps its name even if it is an alias, and a schema that adds
      // something to its reference is more than a step on the way.
      const isNamed = source === this.#root && this.#isNamed(step);
      way.set(step, { target, isStop: isNamed || Object.keys(value as object).length > 1 });
      next = further;
      base = source;
    }
  }

  /** Remembers for each step of a way where it leads; returns where the way itself does: to its first stop. */
  #arrive(way: ReadonlyMap<string, { target: Target; isStop: boolean }>, last: Target): Target {
    let arrival = last;
    for (const [step, { target, isStop }] of [...way].reverse()) {
      if (isStop) arrival = target;
      this.#arrivals.set(step, arrival);
    }
    return arrival;
  }
}

function whyMissing({ source, pointer }: Target): string {
  let length = 0;
  while (
    length < pointer.length &&
    valueAt(source.value, pointer.slice(0, length + 1)) !== undefined
  ) {
    length++;
  }
  const around = pointer.slice(0, length).join("/") || "the document";
  return `there is no "${pointer[length]}" in ${around} of ${source.file}`;
}

export function identity({ source, pointer }: Target): string {
  return `${source.path}#${formatPointer(pointer)}`;
}

export function contentOf({ source, pointer }: Target): unknown {
  return valueAt(source.value, pointer);
}

export function placeOf({ source, pointer }: Target): Place {
  return source.place(pointer);
}

export function below({ source, pointer }: Target, token: string): Target {
  return { source, pointer: [...pointer, token] };
}

export function refOf(value: unknown): string | undefined {
  if (!isObject(value) || !Object.hasOwn(value, "$ref")) return undefined;
  return typeof value["$ref"] === "string" ? value["$ref"] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
