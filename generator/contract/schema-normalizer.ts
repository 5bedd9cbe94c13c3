import { type At, below, type Fields, isFields, pointerOfRef, top } from "../openapi/index.js";
import { flatten } from "./flatten-schema.js";
import type { Part, Parts, Schema } from "./normalized-schema.js";

/** Everything that is needed to read the schemas of a document. */
export interface Resolver {
  readonly resolve: (ref: string) => unknown;
}

/** Reads the schemas of one document, each once, and identifies them by their text. */
export class Schemas {
  readonly #resolver: Resolver;
  readonly #targets = new Map<string, Part>();
  readonly #ids = new Map<unknown, number>();
  readonly #read = new Map<string, Schema>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  /** The target of a reference without siblings; any other schema is returned unchanged. */
  follow(raw: unknown, at: At): Part {
    if (isFields(raw) && typeof raw["$ref"] === "string" && Object.keys(raw).length === 1) {
      return this.target(raw["$ref"]);
    }
    return { raw: isFields(raw) || typeof raw === "boolean" ? raw : {}, at };
  }

  target(ref: string): Part {
    const known = this.#targets.get(ref);
    if (known) return known;
    const raw = this.#resolver.resolve(ref);
    const part = { raw: isFields(raw) || typeof raw === "boolean" ? raw : {}, at: atOf(ref) };
    this.#targets.set(ref, part);
    return part;
  }

  /** Equal for equal schemas, and for no others. */
  identity(parts: Parts): string {
    const [first] = parts;
    if (first && parts.length === 1) return this.#idOf(first.raw);
    return parts.map(({ raw }) => this.#idOf(raw)).join("+");
  }

  read(parts: Parts): Schema {
    const id = this.identity(parts);
    const known = this.#read.get(id);
    if (known) return known;
    const schema = flatten(parts, this);
    this.#read.set(id, schema);
    return schema;
  }

  /** Drops the cached schema; identities stay. */
  forget(parts: Parts): void {
    this.#read.delete(this.identity(parts));
  }

  #idOf(raw: Fields | boolean): string {
    let id = this.#ids.get(raw);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(raw, id);
    }
    return String(id);
  }
}

function atOf(ref: string): At {
  return below(top, ...(pointerOfRef(ref) ?? []));
}
