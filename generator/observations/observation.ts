import type { Credential } from "./credentials.js";
import type { Segment } from "./path-templates.js";
import type { Shape } from "./shape.js";

/** How often something was seen, of how many times it could have been, and when. */
export interface Seen {
  readonly seen: number;
  readonly of: number;
  /** Days, as ISO 8601; undefined if the recordings have no times. */
  readonly first: string | undefined;
  readonly last: string | undefined;
}

/** What recordings show of one operation: names, kinds and counts, no values. */
export interface ObservedOperation extends Seen {
  /** Upper case. */
  readonly method: string;
  readonly segments: readonly Segment[];
  /** With the names of the parameters: `/boms/{bom_id}/`. */
  readonly path: string;
  readonly query: readonly ObservedParameter[];
  /** By media type; empty if no body was sent. */
  readonly request: readonly ObservedBody[];
  /** Requests that had a body, of all that succeeded. */
  readonly requestSeen: Seen;
  /** By status. */
  readonly responses: readonly ObservedResponse[];
  /** By the way that they were sent; `of` all calls. */
  readonly credentials: readonly { readonly credential: Credential; readonly seen: number }[];
}

export interface ObservedParameter extends Seen {
  readonly name: string;
  readonly shape: Shape;
}

export interface ObservedBody {
  readonly mediaType: string;
  readonly seen: number;
  /** Undefined if no body of this type could be read. */
  readonly shape: Shape | undefined;
}

export interface ObservedResponse extends Seen {
  readonly status: number;
  readonly bodies: readonly ObservedBody[];
}

/** What recordings show of one API. */
export interface Observation {
  /** The URL of the server, without a slash at its end. */
  readonly server: string;
  /** Those of which a call succeeded. */
  readonly operations: readonly ObservedOperation[];
  /** Calls of the operations. */
  readonly calls: number;
  /** Exchanges that say nothing about an operation, by the reason. */
  readonly unused: ReadonlyMap<string, number>;
  /**
   * Operations of which no call succeeded: a server answers 401, 404 or 405 to what it does not have.
   */
  readonly refused: readonly ObservedOperation[];
  /** Other servers that answered like an API, with their calls. */
  readonly otherServers: ReadonlyMap<string, number>;
}

/** Whether a call of the operation succeeded, which shows that it exists. */
export function hasSucceeded({ requestSeen }: ObservedOperation): boolean {
  return requestSeen.of > 0;
}
