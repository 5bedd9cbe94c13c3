import type { Place } from "../diagnostics/index.js";
import { formatPointer, type Pointer } from "../openapi/index.js";
import type { Target } from "./locate.js";

/** Says of parts of the linked document which nodes of the files they were copied from. */
export class Mounts {
  readonly #added: { readonly pointer: Pointer; readonly target: Target }[] = [];
  /** By pointer: a place costs the same however many parts there are. */
  readonly #targets = new Map<string, Target>();

  /** Everything at and below the pointer was copied from the target, until something else is said. */
  add(pointer: Pointer, target: Target): void {
    this.#added.push({ pointer, target });
  }

  place(pointer: Pointer): Place {
    // Most documents give no reason to ask for a place.
    for (const { pointer: at, target } of this.#added.splice(0)) {
      this.#targets.set(formatPointer(at), target);
    }
    for (let length = pointer.length; length >= 0; length--) {
      const target = this.#targets.get(formatPointer(pointer.slice(0, length)));
      if (target) return target.source.place([...target.pointer, ...pointer.slice(length)]);
    }
    throw new Error("the document itself was added first");
  }
}
