import type { Place } from "../diagnostics/index.js";
import { formatPointer, type Pointer } from "../openapi/index.js";
import type { FileNode } from "./reference-locator.js";

/** Maps parts of the linked document to the nodes of the files that they were copied from. */
export class SourceMap {
  readonly #pending: { readonly pointer: Pointer; readonly target: FileNode }[] = [];
  /** By pointer, so that a lookup does not depend on the number of entries. */
  readonly #targets = new Map<string, FileNode>();

  /**
   * Everything at and below the pointer was copied from the target, unless a later entry says
   * otherwise.
   */
  add(pointer: Pointer, target: FileNode): void {
    this.#pending.push({ pointer, target });
  }

  place(pointer: Pointer): Place {
    const { source, pointer: own } = this.find(pointer);
    return source.place(own);
  }

  /** The node at a pointer as it is written. */
  text(pointer: Pointer): string | undefined {
    const { source, pointer: own } = this.find(pointer);
    return source.text(own);
  }

  /** The node of a file that the one at a pointer was copied from, if there is one. */
  find(pointer: Pointer): FileNode {
    // Most documents never need a place.
    for (const { pointer: at, target } of this.#pending.splice(0)) {
      this.#targets.set(formatPointer(at), target);
    }
    for (let length = pointer.length; length >= 0; length--) {
      const target = this.#targets.get(formatPointer(pointer.slice(0, length)));
      if (target) return { ...target, pointer: [...target.pointer, ...pointer.slice(length)] };
    }
    throw new Error("the document itself was added first");
  }
}
