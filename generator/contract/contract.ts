import type { Form } from "../media-type.js";
import type { At, Fields, Status, Version } from "../openapi/index.js";
import type { DirectionalSchemas } from "./directional-schemas.js";
import type { Discriminators } from "./discriminators.js";
import type { Survey } from "./document-survey.js";
import type { Reader } from "./node-reader.js";
import type { Parts, Schema } from "./normalized-schema.js";
import type { Pagination } from "./read-pagination.js";
import type { Provenance, Statement, WebhookProvenance } from "./read-provenance.js";
import type { ReferenceCycles } from "./reference-cycles.js";
import type { Shapes } from "./schema-composition.js";
import type { Schemas } from "./schema-normalizer.js";
import type { ServerAddress } from "./server-address.js";
import type { StreamEvent } from "./stream-events.js";
import type { Events } from "./webhook-events.js";

/**
 * All that is read of an API; the mistakes of a node are reported when it is read.
 *
 * @example
 * const contract = readContract(await loadSpec("openapi.yaml"));
 * const [operation] = contract.operations;
 * operation.responses.get("200")?.isSuccess; // true
 * contract.schemas.read(operation.body.content.get("application/json").schema).types; // ["object"]
 */
export interface Contract extends PublicContract {
  readonly schemas: Schemas;
  readonly shapes: Shapes;
  readonly cycles: ReferenceCycles;
  readonly discriminators: Discriminators;
  readonly directions: DirectionalSchemas;
  /** Undefined if no webhook has a discriminator. */
  readonly events: Events | undefined;
  /**
   * Bodies, responses (each under its name instead of a status) and response headers that
   * operations may share, by the name of the component.
   */
  readonly bodies: ReadonlyMap<string, Body>;
  readonly responses: ReadonlyMap<string, Response>;
  readonly headers: ReadonlyMap<string, Parameter>;
  /** The provenance of all nodes of the document, by the written object. */
  readonly statements: ReadonlyMap<unknown, Statement>;
  /** The provenance of operations, by the written object. */
  readonly provenances: ReadonlyMap<unknown, Partial<Provenance>>;
  readonly survey: Survey;
}

/**
 * An API as its caller meets it, in one form however it is spelled: parameters of the path and of
 * the operation merged, header names in one case, security and servers inherited, references
 * followed. A node is read when it is asked for.
 */
export interface PublicContract {
  /** The OpenAPI version; for a Swagger document, that of the document it was converted to. */
  readonly openapi: Version;
  /** The whole document, for parts that the contract does not have, such as extensions. */
  readonly document: Reader;
  /** `info.title`. */
  readonly title: string | undefined;
  /** `info.version`: the version of the API. */
  readonly version: string | undefined;
  /** Reads schemas. */
  readonly schemas: SchemaReader;
  /** Under `paths`, then under `webhooks`, in the order of the document. */
  readonly operations: readonly Operation[];
  /** How credentials are sent, by the name of the component. */
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Never empty: without any, the server is `/`. */
  readonly servers: readonly Server[];
  /** What an operation requires unless it says otherwise. */
  readonly security: Security;
  /** Declared tags, by name. */
  readonly tags: ReadonlyMap<string, Reader>;
  /** Component schemas, by name. */
  readonly components: ReadonlyMap<string, Parts>;
  /** Parameters that operations may share, by the name of the component. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The provenance of a written node; undefined if it has none. */
  statementOf(written: Reader): Statement | undefined;
}

/** The schemas of a contract, read in one form however they are spelled. */
export interface SchemaReader {
  /**
   * Reads a schema, with the schemas that it refers to.
   *
   * @param parts the schema of a body, a response, a parameter or another schema
   */
  read(parts: Parts): Schema;
}

/** An object of the document, and its position. */
export interface Node {
  /** The fields as written; none if this is not an object. */
  readonly raw: Fields;
  /** Its position in the document. */
  readonly at: At;
}

/** A node, and the reference that leads to it. */
export interface Written extends Node {
  /** The object itself, references followed. */
  readonly node: Reader;
  /** The reference, if it is one. */
  readonly written: Reader;
}

/** The names of an operation that people use. */
export interface OperationName {
  /** In upper case: `GET`. */
  readonly method: string;
  /** Path template, or the key of a webhook or callback. */
  readonly path: string;
  /** Undefined if the document does not have one; two operations must not share one. */
  readonly operationId: string | undefined;
}

/** An operation: its request and its responses. */
export interface Operation extends Node {
  /** The object itself, for parts that the contract does not have, such as extensions. */
  readonly node: Reader;
  /** The server calls webhooks and callbacks, so sender and receiver are swapped. */
  readonly kind: "path" | "webhook" | "callback";
  /** Method, path and id. */
  readonly name: OperationName;
  /** The path item, or that of the webhook or callback. */
  readonly pathItem: Reader;
  /** Names of its tags, in the order of the document. */
  readonly tags: readonly string[];
  /** By `parameterKey`: those of the operation, and those of its path that it does not override. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The request body; undefined if there is none. */
  readonly body: Body | undefined;
  /** By `200`, `2XX` or `default`, in the order of the document. */
  readonly responses: ReadonlyMap<string, Response>;
  /** The operation's own, or otherwise the document's. */
  readonly security: Security;
  /** The servers to call: the operation's own, or its path's, or the document's. */
  readonly servers: readonly Server[];
  /** Those of the operation or its path; empty if the document's servers apply. */
  readonly ownServers: readonly Server[];
  /** The requests that the server sends during the operation. */
  readonly callbacks: readonly Operation[];
  /** Undefined unless the document declares it, without a mistake. */
  readonly pagination: Pagination | undefined;
  /** Its provenance; for a webhook, without the path. */
  readonly provenance: Provenance | WebhookProvenance | undefined;
}

/** A server of the API. */
export interface Server extends Node {
  /** The object itself; if the document has no server, the missing list. */
  readonly node: Reader;
  /** With variables in braces; may be relative. */
  readonly url: string;
  /** The address for a client; undefined if a client cannot call it. */
  readonly address: ServerAddress | undefined;
  /** By name. */
  readonly variables: ReadonlyMap<string, ServerVariable>;
}

/** A name in braces in the URL of a server. */
export interface ServerVariable extends Node {
  /** The value if the caller sets none. */
  readonly default: string | undefined;
  /** The possible values; undefined if every value is possible. */
  readonly values: readonly string[] | undefined;
}

/** The security of an operation: one of several alternatives. */
export interface Security {
  /**
   * Each alternative has the schemes that are needed together, by name. An empty one requires
   * nothing.
   */
  readonly alternatives: readonly ReadonlyMap<string, Requirement>[];
  /** The position of the `security` field. */
  readonly at: At;
  /** Whether the operation itself has it, rather than the document. */
  readonly isOwn: boolean;
}

/** A scheme that is required. */
export interface Requirement {
  /** Undefined if it is not declared; the lint checks report that. */
  readonly scheme: SecurityScheme | undefined;
  /** The required scopes, for OAuth 2 and OpenID Connect. */
  readonly scopes: readonly string[];
}

/** A way to send a credential. */
export interface SecurityScheme extends Written {
  /** Name of the component. */
  readonly key: string;
  /** How the credential is sent; undefined if no request can contain it. */
  readonly carrier: Carrier | undefined;
  /** Whether it must not be used in a browser (`x-client.serverOnly`). */
  readonly isServerOnly: boolean;
  /** OAuth 2's flow of that name, for programs without a user; undefined if there is none. */
  readonly clientCredentials: ClientCredentialsFlow | undefined;
}

/** How a program gets a token with its own id and secret. */
export interface ClientCredentialsFlow {
  /** As written; may be relative. */
  readonly tokenUrl: string | undefined;
  /** All scopes of the flow. */
  readonly scopes: readonly string[];
}

/** Where a request has a credential, and what kind of credential it is. */
export type Carrier = CredentialPlace &
  (
    | { readonly kind: "key" | "bearer" | "basic" }
    /** An HTTP scheme with another name: the caller provides the text after the name. */
    | { readonly kind: "other"; readonly scheme: string }
  );

/** The place of a credential in a request. */
export interface CredentialPlace {
  /** The part of the request. */
  readonly in: "header" | "query" | "cookie";
  /** Name of the header, query parameter or cookie. */
  readonly name: string;
  /** Text before the credential: `"Bearer "`, `"Api-Key "`. */
  readonly prefix: string | undefined;
}

/** A parameter of an operation, or a header of a response. */
export interface Parameter extends Written {
  /** As it is written: `path`, `query`, `header`, `cookie`, or what no client can send. */
  readonly in: string;
  /** The name on the wire. */
  readonly name: string;
  /** Whether a call must provide it; always true in a path. */
  readonly required: boolean;
  /** Whether the path declares it, for all of its operations. */
  readonly isOfPath: boolean;
  /** Undefined if it has none, or has `content` instead. */
  readonly schema: Parts | undefined;
  /** Its only media type, if it is described by one: `application/json`. */
  readonly content: ReadonlyMap<string, Media>;
}

/** The request body of an operation. */
export interface Body extends Written {
  /** Whether a call must provide it. */
  readonly required: boolean;
  /**
   * Every media type that it can be sent in, by `application/json`, in the order of the document.
   */
  readonly content: ReadonlyMap<string, Media>;
}

/**
 * The content of one media type. Its key in `content` is type and subtype in lower case, and
 * parameters.
 */
export interface Media extends Written {
  /** As the document spells it. */
  readonly type: string;
  /** How a client writes and reads it. */
  readonly form: Form;
  /** Undefined if there is none. */
  readonly schema: Parts | undefined;
  /** The schema of one item of a stream (OpenAPI 3.2). */
  readonly itemSchema: Parts | undefined;
  /**
   * The events of a stream of server-sent events; empty for other types, and if the document does
   * not describe them.
   */
  readonly streamEvents: readonly StreamEvent[];
  /** How the fields of a form are written; only fields that say so. */
  readonly encoding: ReadonlyMap<string, Encoding>;
}

/** How a field of a form is written; an undefined member means the default for its value. */
export interface Encoding extends Node {
  /** The object itself. */
  readonly node: Reader;
  /** One media type or several, separated by commas. */
  readonly contentType: string | undefined;
  /** As for a parameter. */
  readonly style: string | undefined;
  /** As for a parameter. */
  readonly explode: boolean | undefined;
  /** As for a parameter; default: false. */
  readonly allowReserved: boolean;
}

/** A response, for one status or several. */
export interface Response extends Written {
  /** As the document spells it. */
  readonly key: string;
  /** Undefined if the key is not a status. */
  readonly status: Status | undefined;
  /** Whether its status is 2xx; `default` counts as 2xx if there is no other response. */
  readonly isSuccess: boolean;
  /**
   * HTTP defines that some statuses, and responses to some methods, have no body, whatever a
   * document says.
   */
  readonly mayHaveBody: boolean;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, Parameter>;
  /** Every media type that it can have; empty if there is no body. */
  readonly content: ReadonlyMap<string, Media>;
  /** Links to further operations, by name; the client does not use them. */
  readonly links: ReadonlyMap<string, Node>;
}
