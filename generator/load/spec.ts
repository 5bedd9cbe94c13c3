import type { Diagnostic, Place } from "../diagnostics/index.js";
import type { Pointer } from "../openapi/index.js";

/**
 * A complete spec: one OpenAPI 3 document in which every `$ref` points to `#/components/…`.
 *
 * @example
 * const spec = await loadSpec("spec/openapi.yaml");
 * spec.document.paths["/v1/boms/"].get.operationId; // "listBoms"
 * spec.place(["paths", "/v1/boms/", "get"]); // { file: "spec/paths/boms.yaml", line: 6, column: 3 }
 */
export interface Spec {
  /** Plain data; shared and readonly. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The document before the filter; the same object if there is none. */
  readonly unfiltered: Readonly<Record<string, unknown>>;
  /** SHA-256 over the text of all files, in hex. */
  readonly hash: string;
  /** The files that were read, the entry first. */
  readonly files: readonly string[];
  /**
   * Everything that was read, including overlays: absolute paths or URLs, with the SHA-256 of their
   * bytes.
   */
  readonly inputs: readonly { readonly path: string; readonly hash: string }[];
  /**
   * The URL of the entry, if everybody finds it there; undefined for a file, and for a host that is
   * private or has a name for private use. Relative servers are resolved against it.
   */
  readonly publicUrl: string | undefined;
  /** Problems of references, overlays and filters. */
  readonly warnings: readonly Diagnostic[];
  /**
   * The target of a `$ref` of this document, through chains; equal references give the same object.
   */
  resolve(ref: string): unknown;
  /**
   * The pointer of a node of `document` in the document as written. It differs for Swagger 2.0,
   * where `document` is the equivalent OpenAPI document.
   *
   * @example
   * spec.written(["components", "schemas", "Pet"]); // ["definitions", "Pet"]
   */
  written(pointer: Pointer): Pointer;
  /**
   * The document that a node of `document` is written in, and its pointer there, with what overlays
   * changed: what an overlay would target. Where only `document` has the node, nothing is there.
   */
  source(pointer: Pointer): WrittenNode;
  /** The place of the node at a pointer of `document` in the files. */
  place(pointer: Pointer): Place;
  /**
   * The node at a pointer of `document` as it is written in the files, with its name; undefined if
   * it is not there, or not as it is written.
   */
  text(pointer: Pointer): string | undefined;
}

/** A node of one of the documents that a spec consists of. */
export interface WrittenNode {
  /** The document as messages show it: a path relative to the current folder, or a URL. */
  readonly file: string;
  /** The whole document, as its overlays change it. */
  readonly value: unknown;
  readonly pointer: Pointer;
}
