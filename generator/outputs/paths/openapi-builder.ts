import type {
  Body,
  Contract,
  Operation as ContractOperation,
  Media,
  Parameter,
  Reader,
  Response,
  Statement,
} from "../../contract/index.js";
import { isMultipart } from "../../media-type.js";
import type { Api, Operation } from "../../model/index.js";
import { must } from "../../narrowing.js";
import {
  formatFragment,
  methodFields,
  parameterKey,
  provenanceField,
  tokensOf,
} from "../../openapi/index.js";
import {
  knownOf,
  markOf,
  sayAspects,
  type View,
  type WrittenType,
  writeType,
} from "../../typescript/index.js";
import { type Comment, commentOf } from "./node-comment.js";

/**
 * Replaces a schema in the input of openapi-typescript. It has a `type`, because openapi-typescript
 * only calls `transform` for schemas with one.
 */
export interface Placeholder extends Comment {
  readonly type: "object";
}

/**
 * Who sends and who receives: for a webhook, the client receives the bodies and sends the
 * responses.
 */
interface Direction {
  readonly body: View;
  readonly form: View;
  readonly response: View;
}
const called: Direction = { body: "write", form: "form", response: "read" };
const posted: Direction = { body: "read", form: "read", response: "write" };

/** The methods that openapi-typescript supports. */
const methods: readonly string[] = methodFields("3.1");

/** An operation in the form that openapi-typescript accepts. */
interface Entry {
  readonly method: string;
  readonly printed: object;
  readonly id?: string;
}

/**
 * A path item in the form that openapi-typescript accepts, with its key in `paths` or `webhooks`.
 */
export interface KeyedItem {
  readonly key: string;
  readonly item: object;
  /** The provenance of the path, if no source documents it. */
  readonly mark: string | undefined;
  readonly operations: readonly ContractOperation[];
  /** Ids of its operations that have one. */
  readonly ids: readonly string[];
}

/**
 * Builds the input of openapi-typescript: OpenAPI objects from the contract, with placeholders for
 * schemas, and with texts that are safe in comments.
 */
export class OpenApiBuilder {
  /** The types that the placeholders stand for. */
  readonly types = new WeakMap<object, WrittenType>();
  readonly #contract: Contract;
  readonly #api: Api;
  readonly #bodies = new Map<string, { readonly required: boolean }>();

  constructor(contract: Contract, api: Api) {
    this.#contract = contract;
    this.#api = api;
  }

  /** The paths, with the operations that the client calls. */
  *paths(): Iterable<KeyedItem> {
    const named = new Map(
      this.#api.operations.map((each) => [`${each.method} ${each.path}`, each]),
    );
    for (const [path, operations] of this.#byPath("path")) {
      const entries = operations.flatMap((read): Entry[] => {
        const operation = named.get(`${read.name.method} ${path}`);
        if (!operation) return [];
        const { method, names } = operation;
        return [{ method, printed: this.#called(read, operation), id: names.function }];
      });
      const mark = this.#markOf(must(operations[0], `${path} has no operation`).pathItem);
      yield* this.#items(path, operations, entries, mark);
    }
  }

  /** The webhooks. Their operations have no ids, because `operations` must not contain them. */
  *webhooks(): Iterable<KeyedItem> {
    for (const [key, operations] of this.#byPath("webhook")) {
      const entries = operations.map((read): Entry => {
        const mark = read.provenance && sayAspects(read.provenance);
        const parameters = [...read.parameters.values()].map((each) => this.parameter(each));
        const printed = { ...commentOf(read.node, mark), parameters };
        return {
          method: read.name.method,
          printed: { ...printed, ...this.#exchanged(read, posted) },
        };
      });
      yield* this.#items(key, operations, entries, undefined);
    }
  }

  /** Methods that openapi-typescript does not support get their own key, `/things#QUERY`. */
  *#items(
    key: string,
    operations: readonly ContractOperation[],
    entries: readonly Entry[],
    mark: string | undefined,
  ): Iterable<KeyedItem> {
    const parameters = this.#sharedParameters(operations);
    const item = (within: string, of: readonly Entry[], field: (method: string) => string) => ({
      key: within,
      item: {
        parameters,
        ...Object.fromEntries(of.map(({ method, printed }) => [field(method), printed])),
      },
      mark,
      operations,
      ids: of.flatMap(({ id }) => id ?? []),
    });
    const isUsual = ({ method }: Entry) => methods.includes(method.toLowerCase());
    const usual = entries.filter(isUsual);
    const others = entries.filter((entry) => !isUsual(entry));
    if (usual.length > 0) yield item(key, usual, (method) => method.toLowerCase());
    for (const entry of others) yield item(`${key}#${entry.method}`, [entry], () => "post");
  }

  #byPath(wanted: ContractOperation["kind"]): Map<string, ContractOperation[]> {
    const found = new Map<string, ContractOperation[]>();
    for (const operation of this.#contract.operations) {
      if (operation.kind !== wanted) continue;
      const { path } = operation.name;
      found.set(path, [...(found.get(path) ?? []), operation]);
    }
    return found;
  }

  /**
   * The parameters of a path that its operations inherit. openapi-typescript adds them to each
   * operation by name, so a parameter that an operation spells differently (a header) is left out.
   */
  #sharedParameters(operations: readonly ContractOperation[]): object[] {
    const all = operations.flatMap(({ parameters }) => [...parameters]);
    const shared = new Map(all.filter(([, { isOfPath }]) => isOfPath));
    for (const [key, { name }] of all) if (shared.get(key)?.name !== name) shared.delete(key);
    return [...shared.values()].map((each) => this.parameter(each));
  }

  /** The parameters are those of the client, including undeclared names in the path. */
  #called(read: ContractOperation, operation: Operation): object {
    const parameters = operation.parameters.map((each) => {
      const declared = read.parameters.get(parameterKey(each.in, each.name));
      return declared
        ? this.parameter(declared)
        : { name: each.name, in: each.in, required: each.required };
    });
    return {
      ...commentOf(read.node, knownOf(operation)),
      operationId: operation.names.function,
      parameters,
      ...this.#exchanged(read, called),
    };
  }

  #exchanged({ body, responses }: ContractOperation, direction: Direction): object {
    return {
      requestBody: body && this.#bodyAt(body, direction),
      responses: Object.fromEntries(
        [...responses.values()].map((each) => [each.key, this.#responseAt(each, direction)]),
      ),
    };
  }

  #bodyAt(body: Body, direction: Direction): object {
    const home = componentOf(body, "requestBodies");
    if (home === undefined || direction === posted) return this.#body(body, direction);
    const ref = `#${formatFragment(["components", "requestBodies", home])}`;
    this.#bodies.set(ref, { required: body.required });
    return { $ref: ref, ...commentOf(body.node, this.#markOf(body.written)) };
  }

  #responseAt(response: Response, direction: Direction): object {
    const home = componentOf(response, "responses");
    // A shared response may have content for a status or a method that has no body.
    const isWhole = response.mayHaveBody || response.content.size === 0;
    if (home === undefined || direction === posted || !isWhole) {
      return this.#response(response, direction);
    }
    const ref = `#${formatFragment(["components", "responses", home])}`;
    return { $ref: ref, ...commentOf(response.node, this.#markOf(response.written)) };
  }

  /**
   * The target of a reference to a body. openapi-typescript only resolves these, to check whether
   * the body is required.
   */
  readonly resolve = (ref: string): unknown => this.#bodies.get(ref);

  parameter(parameter: Parameter): object {
    const { name, in: place, required, node, written } = parameter;
    const schema = this.#schemaOf(parameter, "write");
    return {
      ...commentOf(node, this.#markOf(written)),
      ...{ name: named(name), in: place, required },
      ...(schema && { schema }),
    };
  }

  body(body: Body): object {
    return this.#body(body, called);
  }

  response(response: Response): object {
    return this.#response(response, called);
  }

  header(header: Parameter, view: View = "read"): object {
    const { node, written, required } = header;
    const schema = this.#schemaOf(header, view);
    return { ...commentOf(node, this.#markOf(written)), required, ...(schema && { schema }) };
  }

  #body({ node, written, required, content }: Body, { body, form }: Direction): object {
    const viewOf = ({ type }: Media) => (isMultipart(type) ? form : body);
    return {
      ...commentOf(node, this.#markOf(written)),
      required,
      content: this.#content(content, viewOf),
    };
  }

  #response(response: Response, { response: view }: Direction): object {
    const { node, written, headers, content, mayHaveBody } = response;
    const entries = [...headers.values()].map(
      (header) => [named(header.name), this.header(header, view)] as const,
    );
    return {
      ...commentOf(node, this.#markOf(written)),
      headers: Object.fromEntries(entries),
      content: mayHaveBody ? this.#content(content, () => view) : {},
    };
  }

  #content(content: ReadonlyMap<string, Media>, viewOf: (media: Media) => View): object {
    const entries = [...content.values()].map((media) => {
      // The provenance of a body or a response also applies to its media types.
      const isSaid = media.node.get(provenanceField).exists;
      const mark = isSaid ? this.#markOf(media.written) : undefined;
      const schema = this.#schemaOfMedia(media, viewOf(media));
      return [named(media.type), { ...commentOf(media.node, mark), ...(schema && { schema }) }];
    });
    return Object.fromEntries(entries);
  }

  /** The schema of a parameter, or of its media type. */
  #schemaOf({ node, schema, content }: Parameter, view: View): Placeholder | undefined {
    const [media] = content.values();
    if (media) return this.#schemaOfMedia(media, view) ?? this.#standIn({}, view);
    return schema && this.#standIn(node.get("schema").value, view);
  }

  /** For a stream of items, the schema of one item. */
  #schemaOfMedia({ node, schema, itemSchema }: Media, view: View): Placeholder | undefined {
    if (itemSchema) return this.#standIn(node.get("itemSchema").value, view);
    return schema && this.#standIn(node.get("schema").value, view);
  }

  #standIn(schema: unknown, view: View): Placeholder {
    const placeholder: Placeholder = { type: "object" };
    this.types.set(placeholder, writeType(schema, view, this.#api));
    return placeholder;
  }

  #markOf(written: Reader): string | undefined {
    const statement: Statement | undefined = this.#contract.statementOf(written);
    return markOf(statement);
  }
}

/** The name of the component, if the node is one of this section; otherwise undefined. */
function componentOf({ node }: { readonly node: Reader }, section: string): string | undefined {
  const [home, kind, name, ...inside] = tokensOf(node.at);
  return home === "components" && kind === section && inside.length === 0 ? name : undefined;
}

/**
 * A name that openapi-typescript does not change. It treats `#/` in a name as the start of a
 * pointer, which may fail on a percent sign.
 */
export const named = (name: string) => name.replaceAll("#/", `#${apart}/`);
export const apart = "\uE000";
