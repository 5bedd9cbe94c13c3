import type { Form } from "../media-type.js";
import type { At, Fields, Status, Version } from "../openapi/index.js";
import type { DirectionalSchemas } from "./directional-schemas.js";
import type { Discriminators } from "./discriminators.js";
import type { Survey } from "./document-survey.js";
import type { Reader } from "./node-reader.js";
import type { Parts } from "./normalized-schema.js";
import type { Pagination } from "./read-pagination.js";
import type { Provenance, Statement, WebhookProvenance } from "./read-provenance.js";
import type { ReferenceCycles } from "./reference-cycles.js";
import type { Shapes } from "./schema-composition.js";
import type { Schemas } from "./schema-normalizer.js";
import type { ServerAddress } from "./server-address.js";
import type { StreamEvent } from "./stream-events.js";
import type { Events } from "./webhook-events.js";

/**
 * An API as its caller meets it, in one form however it is spelled: parameters of the path and of
 * the operation merged, header names folded, security and servers inherited, references followed. A
 * node is read when it is asked for, and only then is told what is wrong with it.
 *
 * @example
 * const contract = readContract(await loadSpec("openapi.yaml"));
 * const [operation] = contract.operations;
 * operation.responses.get("200")?.isSuccess; // true
 * contract.schemas.read(operation.body.content.get("application/json").schema).types; // ["object"]
 */
export interface Contract {
  /** Of OpenAPI; that of a Swagger document is the one that it was turned into. */
  readonly openapi: Version;
  /** The whole document, for what the contract says nothing of, such as extensions. */
  readonly document: Reader;
  /** `info.title`. */
  readonly title: string | undefined;
  /** `info.version`: that of the API. */
  readonly version: string | undefined;
  /** Reads schemas. */
  readonly schemas: Schemas;
  readonly shapes: Shapes;
  /** Under `paths`, then under `webhooks`, in the order of the document. */
  readonly operations: readonly Operation[];
  /** How credentials are shown, by the name of the component. */
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Never empty: without any, the server is `/`. */
  readonly servers: readonly Server[];
  /** What an operation asks for unless it says otherwise. */
  readonly security: Security;
  /** Declared tags, by name. */
  readonly tags: ReadonlyMap<string, Reader>;
  /** Component schemas, by name. */
  readonly components: ReadonlyMap<string, Parts>;
  readonly cycles: ReferenceCycles;
  readonly discriminators: Discriminators;
  readonly directions: DirectionalSchemas;
  /** Undefined if no webhook says how it is told apart. */
  readonly events: Events | undefined;
  /** Parameters that operations may share, by the name of the component. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /**
   * The same of bodies, of answers (each under its name in the place of a status) and of their
   * headers.
   */
  readonly bodies: ReadonlyMap<string, Body>;
  readonly responses: ReadonlyMap<string, Response>;
  readonly headers: ReadonlyMap<string, Parameter>;
  /** How a node that is written is known; undefined if nothing is said of it. */
  statementOf(written: Reader): Statement | undefined;
  /** The same by what is written, for all of the document. */
  readonly statements: ReadonlyMap<unknown, Statement>;
  /** How operations are known, by what is written. */
  readonly provenances: ReadonlyMap<unknown, Partial<Provenance>>;
  readonly survey: Survey;
}

/** An object of the document, and where it stands. */
export interface Node {
  /** The fields as they are written; none if this is no object. */
  readonly raw: Fields;
  /** Where it stands. */
  readonly at: At;
}

/** What is read of a node: the node, and as what it is written where it is a reference. */
export interface Written extends Node {
  /** The object itself, references followed. */
  readonly node: Reader;
  /** The reference, if it is one. */
  readonly written: Reader;
}

/** An operation, as people name it. */
export interface OperationName {
  /** As HTTP has it: `GET`. */
  readonly method: string;
  /** Path template, or the key of a webhook or callback. */
  readonly path: string;
  /** Undefined if the document gives it none; two may not share one. */
  readonly operationId: string | undefined;
}

/** What can be called, and what it answers. */
export interface Operation extends Node {
  /** The object itself, for what the contract says nothing of, such as extensions. */
  readonly node: Reader;
  /** A webhook and a callback are called by the server: who sends and who receives is swapped. */
  readonly kind: "path" | "webhook" | "callback";
  /** Method, path and id. */
  readonly name: OperationName;
  /** The path item, or that of the webhook or callback. */
  readonly pathItem: Reader;
  /** Names of its tags, in the order of the document. */
  readonly tags: readonly string[];
  /** By `parameterKey`; of the operation, and of its path unless the operation has its own. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** What is sent; undefined if that is nothing. */
  readonly body: Body | undefined;
  /** By `200`, `2XX` or `default`, in the order of the document. */
  readonly responses: ReadonlyMap<string, Response>;
  /** What it asks for, be it by itself or because the document does. */
  readonly security: Security;
  /** Those that it is called at: its own, else its path's, else the document's. */
  readonly servers: readonly Server[];
  /** Of the operation or its path; empty if those of the document hold. */
  readonly ownServers: readonly Server[];
  /** What the server calls in the course of it. */
  readonly callbacks: readonly Operation[];
  /** Undefined unless the document declares it, and rightly. */
  readonly pagination: Pagination | undefined;
  /** How it is known: of a webhook without its path. */
  readonly provenance: Provenance | WebhookProvenance | undefined;
}

/** Where an API is found. */
export interface Server extends Node {
  /** The object itself; where the document has no server, the list that is not there. */
  readonly node: Reader;
  /** With variables in braces; may be relative. */
  readonly url: string;
  /** Where a client finds it; undefined if it cannot. */
  readonly address: ServerAddress | undefined;
  /** By name. */
  readonly variables: ReadonlyMap<string, ServerVariable>;
}

/** What stands in braces in the URL of a server. */
export interface ServerVariable extends Node {
  /** What it is if nobody says otherwise. */
  readonly default: string | undefined;
  /** What it can be; undefined if that is anything. */
  readonly values: readonly string[] | undefined;
}

/** What an operation asks for: one of several alternatives. */
export interface Security {
  /**
   * Each has the schemes that are needed together, by their names. An empty one asks for nothing.
   */
  readonly alternatives: readonly ReadonlyMap<string, Requirement>[];
  /** Where that is said. */
  readonly at: At;
  /** Whether the operation itself says so, and not the document. */
  readonly isOwn: boolean;
}

/** A scheme that is asked for. */
export interface Requirement {
  /** Undefined if nothing declares it; that is reported by the lint checks. */
  readonly scheme: SecurityScheme | undefined;
  /** Scopes that are needed, of OAuth 2 and OpenID Connect. */
  readonly scopes: readonly string[];
}

/** A way to show a credential. */
export interface SecurityScheme extends Written {
  /** Name of the component. */
  readonly key: string;
  /** How a credential travels; undefined if no request can carry it. */
  readonly carrier: Carrier | undefined;
  /** Must not get into a browser (`x-client.serverOnly`). */
  readonly isServerOnly: boolean;
  /** OAuth 2's flow of that name, for programs that act for themselves; undefined without it. */
  readonly clientCredentials: ClientCredentialsFlow | undefined;
}

/** How a program gets a token with its own id and secret. */
export interface ClientCredentialsFlow {
  /** As it is written; relative URLs too. */
  readonly tokenUrl: string | undefined;
  /** All scopes that there are. */
  readonly scopes: readonly string[];
}

/** Where and how a request shows a credential, and what the credential is. */
export type Carrier = CredentialPlace &
  (
    | { readonly kind: "key" | "bearer" | "basic" }
    /** A scheme of HTTP with another name: the text after the name is the caller's. */
    | { readonly kind: "other"; readonly scheme: string }
  );

/** Where in a request a credential is. */
export interface CredentialPlace {
  /** Where in the request. */
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
  /** On the wire. */
  readonly name: string;
  /** Whether a call has to give it; always so in a path. */
  readonly required: boolean;
  /** Whether the path has it, for all of its operations. */
  readonly isOfPath: boolean;
  /** Undefined if it has none, or `content` instead. */
  readonly schema: Parts | undefined;
  /** Its one media type, by `application/json`, if it is described by one. */
  readonly content: ReadonlyMap<string, Media>;
}

/** What is sent with an operation. */
export interface Body extends Written {
  /** Whether a call has to give it. */
  readonly required: boolean;
  /**
   * Every media type that it can be sent in, by `application/json`, in the order of the document.
   */
  readonly content: ReadonlyMap<string, Media>;
}

/**
 * What is of a media type; its key in `content` is type and subtype in lower case, and parameters.
 */
export interface Media extends Written {
  /** As the document spells it. */
  readonly type: string;
  /** How a client writes and reads it. */
  readonly form: Form;
  /** Undefined if there is none. */
  readonly schema: Parts | undefined;
  /** Of what comes one by one, in a stream (OpenAPI 3.2). */
  readonly itemSchema: Parts | undefined;
  /** What a stream of server-sent events holds; empty for other types, and if nothing is said. */
  readonly streamEvents: readonly StreamEvent[];
  /** How the fields of a form are written, those that say so. */
  readonly encoding: ReadonlyMap<string, Encoding>;
}

/** How a field of a form is written; what is undefined is the default of its value. */
export interface Encoding extends Node {
  /** The object itself. */
  readonly node: Reader;
  /** One media type or several, separated by commas. */
  readonly contentType: string | undefined;
  /** As of a parameter. */
  readonly style: string | undefined;
  /** As of a parameter. */
  readonly explode: boolean | undefined;
  /** As of a parameter; default: false. */
  readonly allowReserved: boolean;
}

/** What can be answered, for a status or several. */
export interface Response extends Written {
  /** As the document spells it. */
  readonly key: string;
  /** Undefined if the key is no status. */
  readonly status: Status | undefined;
  /** Whether its status is 2xx; `default` is one if there is no other. */
  readonly isSuccess: boolean;
  /**
   * HTTP gives some statuses, and the answers of some methods, no body, whatever a document says.
   */
  readonly mayHaveBody: boolean;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Parameter>;
  /** Every media type that it can be answered in; empty if there is no body. */
  readonly content: ReadonlyMap<string, Media>;
  /** What can be called next, by name; nothing here follows them. */
  readonly links: ReadonlyMap<string, Node>;
}
