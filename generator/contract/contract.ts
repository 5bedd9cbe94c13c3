import type { At } from "../openapi/index.js";
import type { Parts } from "./schema.js";
import type { Schemas } from "./schemas.js";
import type { Fields } from "./value.js";

/**
 * What a document promises, in one form however it is spelled: parameters of the path and of the
 * operation merged, header names folded, security and servers inherited, references followed.
 */
export interface Contract {
  readonly root: Fields;
  readonly schemas: Schemas;
  readonly operations: readonly Operation[];
  readonly securitySchemes: ReadonlyMap<string, Node>;
  readonly servers: readonly Node[];
  readonly security: Security;
  readonly tags: ReadonlyMap<string, Node>;
  /** Component schemas, by name. */
  readonly components: ReadonlyMap<string, Parts>;
}

/** An object of the document, and where it stands. */
export interface Node {
  readonly raw: Fields;
  readonly at: At;
}

/** An operation, as people name it. */
export interface OperationName {
  /** Upper case. */
  readonly method: string;
  /** Path template, or the key of a webhook or callback. */
  readonly path: string;
  readonly operationId: string | undefined;
}

export interface Operation extends Node {
  /** A webhook and a callback are called by the server: who sends and who receives is swapped. */
  readonly kind: "path" | "webhook" | "callback";
  readonly name: OperationName;
  readonly pathItem: Node;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly body: Body | undefined;
  /** By `200`, `2XX` or `default`. */
  readonly responses: ReadonlyMap<string, Response>;
  readonly security: Security;
  /** Of the operation or its path; empty if those of the document hold. */
  readonly servers: readonly Node[];
  readonly callbacks: readonly Operation[];
}

export interface Security {
  /** Alternatives; each maps the schemes that it needs to their scopes. An empty one asks for nothing. */
  readonly alternatives: readonly ReadonlyMap<string, readonly string[]>[];
  readonly at: At;
  readonly isOwn: boolean;
}

export interface Parameter extends Node {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly isOfPath: boolean;
  readonly schema: Parts | undefined;
  readonly content: ReadonlyMap<string, Media>;
}

export interface Body extends Node {
  readonly required: boolean;
  readonly content: ReadonlyMap<string, Media>;
}

export interface Media extends Node {
  readonly schema: Parts | undefined;
  /** Of what comes one by one, in a stream (OpenAPI 3.2). */
  readonly itemSchema: Parts | undefined;
}

export interface Response extends Node {
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Parameter>;
  readonly content: ReadonlyMap<string, Media>;
  readonly links: ReadonlyMap<string, Node>;
}
