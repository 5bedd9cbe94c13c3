import type { Diagnostic, Place } from "../diagnostics/index.js";
import type { Pointer } from "../openapi/index.js";
import type { Source } from "./source-file.js";

/** How a spec is read; every option may be absent. */
export interface LoadOptions {
  /** OpenAPI Overlays to apply to the document, in this order: paths. */
  readonly overlays?: readonly string[];
  /** The operations to keep. */
  readonly filter?: Filter;
  /** Whether the filter may leave no operation of those that there are; default: false. */
  readonly allowEmpty?: boolean;
  /** Headers that are sent to the origin of a remote spec, and to no other. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Hosts that `$ref`s may lead to, besides the origin of a remote spec. */
  readonly allowHosts?: readonly string[];
  /**
   * Whether documents may also be read from private, loopback and link-local addresses; default:
   * false.
   */
  readonly allowPrivate?: boolean;
  /** The largest file that is read, in MB (1,000,000 bytes); default: `defaultLimits`. */
  readonly fileMegabytes?: number;
  /** How long a server may take for one document, in seconds; default: `defaultLimits`. */
  readonly seconds?: number;
  /** The document itself, if it is already read. */
  readonly root?: Source;
  /** Reads a file, for versions that are not on the disk; default: from the disk. */
  readonly readFile?: (path: string, referrer?: Place) => Promise<Source>;
  /** Reads an overlay; undefined if that version does not have it. Default: the current file. */
  readonly readOverlay?: (path: string, referrer?: Place) => Promise<Source | undefined>;
  /**
   * Receives problems that still allow the rest of the document to be read, so that one run reports
   * all; default: they are thrown.
   */
  readonly collect?: (problems: readonly Diagnostic[]) => void;
  /** Receives the bytes of each document from the disk or a server, also of one that is no spec. */
  readonly onRead?: (location: string, bytes: Uint8Array) => void;
  /** The place of a setting, such as `["filter", "tags", "0"]`, for messages. */
  readonly place?: (pointer: Pointer) => Place | undefined;
}

export interface Filter extends Selection {
  /** Operations that match any of these fields are left out. */
  readonly exclude?: Selection;
}

/** Criteria for operations; an absent field matches everything. */
export interface Selection {
  readonly tags?: readonly string[];
  /** Patterns: `*` matches any text within one segment, `**` any text. */
  readonly paths?: readonly string[];
  /** operationIds. */
  readonly operations?: readonly string[];
  /** HTTP methods in lower case. */
  readonly methods?: readonly string[];
}
