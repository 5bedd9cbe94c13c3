import { posix } from "node:path";
import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import { versionOf } from "../openapi/index.js";
import { isRemote, type Location, resolveLocation } from "./document-location.js";
import type { Source } from "./source-file.js";

/** The `$self` of an OpenAPI 3.2 document: its name, and the base of its references. */
export interface SelfUri {
  /** The name by which references reach the document, independent of where it was read from. */
  readonly name: string;
  readonly base: Location;
}

const known = new WeakMap<Source, SelfUri | string>();

/** Undefined if the document has no usable `$self`. */
export function selfOf(source: Source): SelfUri | undefined {
  const self = readSelf(source);
  return typeof self === "string" ? undefined : self;
}

/** The warnings about a `$self` that is ignored. */
export function selfWarnings(source: Source): Diagnostic[] {
  const why = readSelf(source);
  if (typeof why !== "string" || why === "") return [];
  return [diagnose("left-out", { what: "`$self`", why }, source.place(["$self"]))];
}

/** In words why there is none; empty if the document has no `$self`. */
function readSelf(source: Source): SelfUri | string {
  let self = known.get(source);
  if (self === undefined) {
    self = toSelf(source);
    known.set(source, self);
  }
  return self;
}

function toSelf({ value, base }: Source): SelfUri | string {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, "$self")) return "";
  const { $self: self } = value as { readonly $self: unknown };
  if (versionOf(value) !== "3.2") return "only OpenAPI 3.2 has it";
  if (typeof self !== "string" || self === "" || self.includes("#")) {
    return "it is not a URI without a fragment; references are resolved against the location that the document was read from";
  }
  const location = resolveLocation(self, base);
  if (typeof location === "string") return { name: location, base: location };
  // A `urn:` is a name, and no reference can be relative to it.
  return /^[a-z][a-z0-9+.-]+:/i.test(self) ? { name: self, base } : location.why;
}

/**
 * The location to read a document from that must not be fetched: next to the document that refers
 * to it, if they are next to one another by their own names, too.
 */
export function besideSelf(location: Location, source: Source): Location | undefined {
  const self = selfOf(source)?.base;
  if (self === undefined || self === source.base || !isRemote(self)) return undefined;
  const [from, to] = [new URL(self), new URL(location)];
  if (from.origin !== to.origin) return undefined;
  const beside = resolveLocation(
    posix.relative(posix.dirname(from.pathname), to.pathname),
    source.base,
  );
  return typeof beside === "string" ? beside : undefined;
}
