import type { JsonSchema } from "../schemas/schema.js";
import type { Keywords } from "../validate/check.js";
import type { PageForm } from "./page.js";

/** What the generator made for the handlers of an API: data, so that nothing makes it when they run. */
export interface MockedApi {
  /** Base URLs, in which a name in braces is any text; `*` in the place of an origin is any. */
  readonly servers: readonly string[];
  readonly collections: readonly MockedCollection[];
  /** What `schema` of operations refers to. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** Those that the schemas have. */
  readonly keywords: Keywords;
  /** By the name of the operation's function, in the order in which requests are tried on them. */
  readonly operations: Readonly<Record<string, MockedOperation>>;
}

/** Things that a list shows, and that are read one by one. */
export interface MockedCollection {
  /** The property that the last parameter of a thing's path is; absent if nothing looks like it. */
  readonly id?: string;
  /** In each form in which operations show it, one after the other. */
  readonly forms: readonly (readonly unknown[])[];
}

export interface MockedOperation {
  /** Upper case. */
  readonly method: string;
  /** Path template, exactly as in the spec. */
  readonly path: string;
  /** If it is called at servers of its own. */
  readonly servers?: readonly string[];
  readonly usual: MockedAnswer;
  /** Those that fail, by status. */
  readonly failures?: Readonly<Record<number, MockedAnswer>>;
  /** Whether the answer is what was sent, because nobody says what it is. */
  readonly isEcho?: true;
  /** Of an answer that takes over what was sent, and the id of the path, as far as that fits. */
  readonly schema?: JsonSchema;
  /** If its answer is one thing of a collection, whose id is the value of a path parameter. */
  readonly one?: { readonly collection: number; readonly form: number; readonly parameter: string };
  /** If its answer is a page of a collection. */
  readonly list?: MockedList;
}

/** An answer with JSON, or with text or bytes that are no JSON. */
export interface MockedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly data?: unknown;
  /** Anything else; of a page, `data` has what is around its items. */
  readonly text?: string;
  readonly base64?: string;
}

export interface MockedList {
  readonly collection: number;
  readonly form: number;
  readonly page: PageForm;
  /** Properties from the body down to the items; empty if the body is the list. */
  readonly items: readonly string[];
  /** Properties down to how many there are in all. */
  readonly total?: readonly string[];
  /** Properties down to what leads to the next page, and what that is where there is one. */
  readonly next?: {
    readonly at: readonly string[];
    readonly is: "link" | "number" | "text" | "flag";
  };
  /** What stands there on the last page; nothing if absent. */
  readonly last?: null | false | "";
  /** Whether the header `link` leads on, too. */
  readonly hasHeader?: true;
}
