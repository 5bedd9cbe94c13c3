import type {
  Carrier,
  ClientCredentialsFlow,
  Contract,
  Pagination as ContractPagination,
  EnumValueList,
  EventField,
  NamedValue,
  Provenance,
  Statement,
  StreamEvent,
  WebhookProvenance,
} from "../contract/index.js";
import type { Int64Type, ParameterStyle, Pointer, QueryStyle, Status } from "../openapi/index.js";
import type { NamesLock } from "./names-lock-format.js";

export type {
  Aspect,
  Level,
  Provenance,
  Statement,
  StreamEvent,
  WebhookProvenance,
} from "../contract/index.js";

/**
 * What a client needs to know of an API. Names are final: emitters print them and decide nothing.
 */
export interface Api {
  /** What the model was made of. */
  readonly contract: Contract;
  /** The client's name in PascalCase: `Cofactr` gives `createCofactr`. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Name and version of the client, as the header `User-Agent` shows them. */
  readonly userAgent: string;
  /** What integers of 64 bits are, in types and values. */
  readonly int64: Int64Type;
  /** SHA-256 of the spec's files, in hex. */
  readonly hash: string;
  /** The document's servers that requests can be sent to; the first one is the default. */
  readonly servers: readonly Server[];
  /** Variables of all servers, those of operations too. */
  readonly serverVariables: readonly {
    readonly name: string;
    readonly default: string;
    /** Undefined if it can be anything. */
    readonly values: readonly string[] | undefined;
  }[];
  /** What is said of the default server. */
  readonly server: {
    readonly description: string | undefined;
    readonly statement: Statement | undefined;
  };
  readonly security: Security;
  /** Names of the tags that the spec declares, in its order; a tag may have no operation. */
  readonly tags: readonly string[];
  /** In the order of their first operation. */
  readonly groups: readonly Group[];
  /** In the order of the spec. */
  readonly operations: readonly Operation[];
  /** Parameters that the client as a whole can have a value for. */
  readonly clientParameters: readonly ClientParameter[];
  readonly schemas: readonly NamedSchema[];
  /** Those without a name of their own; empty unless they are asked for. */
  readonly innerEnums: readonly InnerEnum[];
  /** Undefined if the spec says of no webhook how it is told apart. */
  readonly webhooks: Webhooks | undefined;
  /** Names that the runtime and a schema both export; the entry has to say which it means. */
  readonly sharedNames: readonly { readonly name: string; readonly isType: boolean }[];
  /** Every public name by what it stands for, for the next run. */
  readonly names: NamesLock;
}

/** Where requests are sent to. */
export interface Server {
  /** Absolute; what stands in braces is a variable. */
  readonly url: string;
  readonly variables: Readonly<
    Record<string, { readonly default: string; readonly values: readonly string[] | undefined }>
  >;
  /**
   * It is of none of the origins that the document's servers are of, and gets credentials only if
   * somebody allows it: none that the caller wrote himself either.
   */
  readonly isOther: boolean;
}

export interface Security {
  readonly schemes: readonly SecurityScheme[];
  /** Alternatives, each a list of scheme keys; empty if no credential is needed. */
  readonly default: readonly (readonly string[])[];
}

export interface SecurityScheme {
  /** Key in the spec. */
  readonly key: string;
  /** Name of the client's option. */
  readonly option: string;
  readonly description: string | undefined;
  readonly statement: Statement | undefined;
  readonly in: "header" | "query" | "cookie";
  /** Name of the header, query parameter or cookie. */
  readonly name: string;
  /** Text before the credential: `"Bearer "`, `"Api-Key "`. */
  readonly prefix: string | undefined;
  /** What the credential is: a key, a token, a login, or what another scheme of HTTP takes. */
  readonly kind: Carrier["kind"];
  /** OAuth 2's flow of that name; undefined without it. */
  readonly clientCredentials: ClientCredentialsFlow | undefined;
  /** Must not get into a browser. */
  readonly serverOnly: boolean;
  /** Whether every alternative of the default security needs it. */
  readonly required: boolean;
}

/** The operations that are members of one object of the facade. */
export interface Group {
  /** Property names from the facade down: `["boms", "lines"]`. */
  readonly path: readonly string[];
  /** Name of the module that holds its functions: `boms-lines`. */
  readonly module: string;
  /** Name of its interface: `BomsLinesGroup`. */
  readonly type: string;
  /** Name that the module is imported under: `bomsLinesGroup`. */
  readonly binding: string;
  readonly description: string | undefined;
  /** How its tag is known. */
  readonly statement: Statement | undefined;
  readonly operations: readonly Operation[];
}

export interface Operation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** Path template, exactly as in the spec. */
  readonly path: string;
  /** Its own servers or its path's; undefined if those of the document hold. */
  readonly servers: readonly Server[] | undefined;
  readonly names: OperationNames;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly deprecated: boolean;
  /** `x-sunset`: the last day before it may be removed, as written. */
  readonly sunset: string | undefined;
  readonly documentationUrl: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  /** In the order 200, 2XX, 400, …, default. */
  readonly responses: readonly Outcome[];
  /**
   * The media types among which a call chooses its answer's, the default first; empty if there is
   * no choice.
   */
  readonly accepts: readonly string[];
  /**
   * Properties from the body of a rejected request down to the complaints by field; undefined if
   * their form tells where they are.
   */
  readonly errorFields: readonly string[] | undefined;
  /** Undefined unless the spec declares it. */
  readonly pagination: Pagination | undefined;
  /** Undefined if it is the API's default. */
  readonly security: readonly (readonly string[])[] | undefined;
  readonly provenance: Provenance | undefined;
  /** Whether no source documents the method or the path; it must not be called by accident. */
  readonly isInferred: boolean;
  /** Where it stands in the spec's document. */
  readonly pointer: Pointer;
}

export interface OperationNames {
  /** Member of its group in the facade. */
  readonly method: string;
  /** Standalone function and descriptor. */
  readonly function: string;
  readonly params: string;
  readonly data: string;
  readonly result: string;
  /** Undefined unless the operation has pages. */
  readonly item: string | undefined;
}

/** How the pages of an answer follow one another, in the client's words. */
export interface Pagination extends Omit<ContractPagination, "parameter"> {
  /** Argument that says which page is meant; undefined for `link`. */
  readonly argument: string | undefined;
  /** Query parameters that hold a credential; they are not taken from a link. */
  readonly credentials: readonly string[];
}

export interface Parameter {
  /** Name in the arguments: the wire's name, or that with its place if the name occurs in two. */
  readonly argument: string;
  /** Name on the wire. */
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly description: string | undefined;
  readonly statement: Statement | undefined;
  readonly deprecated: boolean;
  /** `x-sunset`: the last day before it may be removed, as written. */
  readonly sunset: string | undefined;
  /** Undefined if it is the default of the place. */
  readonly style: ParameterStyle | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: boolean;
  /**
   * Described by a media type of JSON, and therefore written as that; by another it is text as it
   * is.
   */
  readonly json: boolean;
  /**
   * May be a list or an object, or stands in a style that single values have to be written in too.
   */
  readonly styled: boolean;
  /** A point in time, which callers may give as a Date. */
  readonly isDateTime: boolean;
  /** Option of the client that holds its value for calls that give none. */
  readonly option: string | undefined;
  /** As in the document; undefined if there is none. */
  readonly schema: unknown;
}

/** An option of the client that stands for a parameter of several operations. */
export interface ClientParameter {
  readonly option: string;
  readonly description: string | undefined;
  /** Of the first operation that has it; its type is the option's. */
  readonly parameter: Parameter;
  /** How its parameters are known, each way once. */
  readonly statements: readonly Statement[];
  /** Functions of the operations that it goes to. */
  readonly functions: readonly string[];
}

export interface Body {
  readonly required: boolean;
  readonly description: string | undefined;
  readonly statement: Statement | undefined;
  /** What is sent unless a call says otherwise: the first of `contents`. */
  readonly content: Content;
  /** Every media type that it can be sent in. */
  readonly contents: readonly Content[];
  /** Whether a call can say which: there are several, or one that names many, such as `image/*`. */
  readonly isChoice: boolean;
}

/** A media type and what it holds. */
export interface Content {
  readonly mediaType: string;
  /** As in the document; undefined if there is none. */
  readonly schema: unknown;
  /** Key of the schema under `components/schemas` if it is just a reference to one. */
  readonly schemaKey: string | undefined;
  /** The component that it stands in, which other operations may share. */
  readonly component: ContentComponent | undefined;
  readonly form: "json" | "text" | "form" | "binary" | "events" | "lines";
  /** How an answer is read. */
  readonly reading: Reading;
  /** What a stream of server-sent events holds; empty for other types, and if nothing is said. */
  readonly events: readonly StreamEvent[];
  /** The schema says nothing: there is none, or it is `{}` or `true`. */
  readonly open: boolean;
  /** Fields of a form that are written in a way of their own; undefined if there is none. */
  readonly encoding: Readonly<Record<string, FieldEncoding>> | undefined;
  /** Text whose schema speaks of other data; nothing here makes that of it. */
  readonly unparsed: boolean;
}

/**
 * How an answer is read: `typelessJson` is JSON whatever its type, `string` text or the JSON of one,
 * `any` what the type says that came.
 */
export type Reading =
  | "json"
  | "typelessJson"
  | "string"
  | "text"
  | "binary"
  | "any"
  | "events"
  | "lines";

/** How a field of a form is written; what is undefined is the default of its value. */
export interface FieldEncoding {
  /** One media type, or undefined: of several the value decides. */
  readonly contentType: string | undefined;
  readonly style: QueryStyle | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: true | undefined;
}

/** A component that has content: where it stands, and under which name. */
export interface ContentComponent {
  readonly section: "responses" | "requestBodies";
  readonly key: string;
}

export interface Outcome {
  /** `200`, `2XX` or `default`, as in the spec. */
  readonly key: string;
  readonly status: Status;
  readonly success: boolean;
  readonly description: string | undefined;
  readonly statement: Statement | undefined;
  /**
   * What is asked for unless a call says otherwise: the first of `contents`; undefined if the body
   * is empty.
   */
  readonly content: Content | undefined;
  /** Every media type that the server can answer in. */
  readonly contents: readonly Content[];
  /** Whether it may have a body; without `content` that may be anything. */
  readonly mayHaveBody: boolean;
  /** Headers that the spec names. */
  readonly headers: readonly ResponseHeader[];
}

/** A header of an answer, as the client reads it. */
export interface ResponseHeader {
  /** In lower case. */
  readonly name: string;
  readonly kind: "string" | "integer" | "int64" | "number" | "boolean";
  /** Whether it lists such values, separated by commas. */
  readonly isList: boolean;
}

export interface NamedSchema {
  /** Key under `components/schemas`. */
  readonly key: string;
  /** Name of its exported type. */
  readonly type: string;
  readonly description: string | undefined;
  readonly statement: Statement | undefined;
  /** Undefined unless it is an enum. */
  readonly values: EnumValues | undefined;
}

/** An enum inside a schema, a parameter or the body of an operation. */
export interface InnerEnum {
  /** What it stands in, and its place there without positions: `schemas Bom#lines/state`. */
  readonly identity: string;
  /** What it is an enum of, in words; holds text of the spec. */
  readonly of: string;
  readonly statement: Statement | undefined;
  readonly values: EnumValues;
}

export interface EnumValues {
  /** Name of the exported list. */
  readonly name: string;
  /** In the order of the spec, each once. */
  readonly list: EnumValueList;
  /** Whether its numbers are integers of 64 bits. */
  readonly isInt64: boolean;
  /** What is said of each of them in the spec. */
  readonly descriptions: readonly string[];
  /** Undefined unless the spec has names for them. */
  readonly named: NamedValues | undefined;
}

/** The values of an enum by the names that a spec has for them. */
export interface NamedValues {
  /** Name of the exported object. */
  readonly name: string;
  readonly values: readonly NamedValue[];
}

/** The events that a receiver is sent, told apart by one of their fields. */
export interface Webhooks {
  /** The field. */
  readonly discriminator: string;
  readonly names: WebhookNames;
  /** In the order of the spec. */
  readonly events: readonly WebhookEvent[];
}

export interface WebhookNames {
  /** Type of every event. */
  readonly event: string;
  /** Type of the events that the spec does not know. */
  readonly unknown: string;
  readonly parse: string;
  readonly handler: string;
}

export interface WebhookEvent {
  /** Key under `webhooks`. */
  readonly key: string;
  /** Name of its exported type. */
  readonly type: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly provenance: WebhookProvenance | undefined;
  /** What the discriminator can be. */
  readonly kinds: readonly string[];
  readonly content: Content;
  /** The other fields whose types are declared. */
  readonly fields: readonly EventField[];
}
