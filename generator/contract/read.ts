import type { Spec } from "../load/index.js";
import { keyOfMediaType } from "../media-type.js";
import {
  type At,
  below,
  methodFields,
  methodOfName,
  parameterKey,
  refOf,
  statusOf,
  top,
  type Version,
  versionOf,
  withOwnText,
} from "../openapi/index.js";
import type {
  Body,
  Contract,
  Media,
  Node,
  Operation,
  Parameter,
  Response,
  Security,
} from "./contract.js";
import { Schemas } from "./schemas.js";
import { entriesOf, type Fields, fieldsOf, isFields, listOf, textOf, textsOf } from "./value.js";

/** Reads the contract out of a document. */
export function readContract(spec: Spec): Contract {
  return new Reader(spec).read();
}

class Reader {
  readonly #root: Fields;
  readonly #schemas: Schemas;
  readonly #security: Security;
  readonly #version: Version;

  constructor(spec: Spec) {
    this.#version = versionOf(spec.document) ?? "3.1";
    this.#root = spec.document;
    this.#schemas = new Schemas(spec);
    this.#security = securityOf(this.#root["security"], below(top, "security"), false);
  }

  read(): Contract {
    const root = this.#root;
    const components = fieldsOf(root["components"]);
    return {
      root,
      schemas: this.#schemas,
      operations: [
        ...this.#operations("paths", "path"),
        ...this.#operations("webhooks", "webhook"),
      ],
      securitySchemes: this.#nodes(
        components["securitySchemes"],
        below(top, "components", "securitySchemes"),
      ),
      servers: serversOf(root, top),
      security: this.#security,
      tags: new Map(
        listOf(root["tags"]).map((tag, index) => [
          textOf(fieldsOf(tag)["name"]) ?? "",
          { raw: fieldsOf(tag), at: below(top, "tags", String(index)) },
        ]),
      ),
      components: new Map(
        Object.entries(fieldsOf(components["schemas"])).map(([name, raw]) => [
          name,
          [this.#schemas.follow(raw, below(top, "components", "schemas", name))],
        ]),
      ),
    };
  }

  #operations(section: string, kind: Operation["kind"]): Operation[] {
    return entriesOf(this.#root[section]).flatMap(([path, raw]) =>
      this.#pathItem(path, { raw: fieldsOf(raw), at: below(top, section, path) }, kind),
    );
  }

  #pathItem(path: string, pathItem: Node, kind: Operation["kind"]): Operation[] {
    const fields = methodFields(this.#version).map((method) => ({
      method,
      at: below(pathItem.at, method),
      raw: pathItem.raw[method],
    }));
    const others = this.#version === "3.2" ? entriesOf(pathItem.raw["additionalOperations"]) : [];
    const written = [
      ...fields,
      // A method that has a field of its own must not stand here, where it would be a second one.
      ...others
        .filter(([method]) => !methodOfName(method))
        .map(([method, raw]) => ({
          method,
          at: below(pathItem.at, "additionalOperations", method),
          raw,
        })),
    ];
    return written.flatMap(({ method, at, raw }) =>
      isFields(raw) ? [this.#operation(method, path, { raw, at }, pathItem, kind)] : [],
    );
  }

  #operation(
    method: string,
    path: string,
    { raw, at }: Node,
    pathItem: Node,
    kind: Operation["kind"],
  ): Operation {
    const body = this.#node(raw["requestBody"], below(at, "requestBody"));
    const own = Object.hasOwn(raw, "security");
    return {
      raw,
      at,
      kind,
      pathItem,
      name: { method: method.toUpperCase(), path, operationId: textOf(raw["operationId"]) },
      parameters: new Map([
        ...this.#parameters(pathItem, true),
        ...this.#parameters({ raw, at }, false),
      ]),
      body: body && this.#body(body),
      responses: new Map(
        entriesOf(raw["responses"]).flatMap(([status, response]) => {
          const node = this.#node(response, below(at, "responses", status));
          return node ? [[String(statusOf(status) ?? status), this.#response(node)] as const] : [];
        }),
      ),
      security: own ? securityOf(raw["security"], below(at, "security"), true) : this.#security,
      servers: raw["servers"] ? serversOf(raw, at) : serversOf(pathItem.raw, pathItem.at),
      callbacks: entriesOf(raw["callbacks"]).flatMap(([name, callback]) => {
        const node = this.#node(callback, below(at, "callbacks", name));
        return entriesOf(node?.raw).flatMap(([expression, item]) =>
          this.#pathItem(
            `${name} ${expression}`,
            { raw: fieldsOf(item), at: below(node?.at ?? at, expression) },
            "callback",
          ),
        );
      }),
    };
  }

  #parameters({ raw, at }: Node, isOfPath: boolean): [string, Parameter][] {
    return listOf(raw["parameters"]).flatMap((written, index) => {
      const node = this.#node(written, below(at, "parameters", String(index)));
      const name = textOf(node?.raw["name"]);
      const place = textOf(node?.raw["in"]);
      if (!node || name === undefined || place === undefined) return [];
      const parameter = this.#parameter(node, place, name, isOfPath);
      return [[parameterKey(place, name), parameter] as [string, Parameter]];
    });
  }

  #parameter({ raw, at }: Node, place: string, name: string, isOfPath: boolean): Parameter {
    return {
      raw,
      at,
      in: place,
      name,
      isOfPath,
      required: raw["required"] === true || place === "path",
      schema: this.#schema(raw, at),
      content: this.#content(raw, at),
    };
  }

  #body({ raw, at }: Node): Body {
    return { raw, at, required: raw["required"] === true, content: this.#content(raw, at) };
  }

  #response({ raw, at }: Node): Response {
    return {
      raw,
      at,
      headers: new Map(
        [...this.#nodes(raw["headers"], below(at, "headers"))].map(([name, node]) => [
          name.toLowerCase(),
          this.#parameter(node, "header", name, false),
        ]),
      ),
      content: this.#content(raw, at),
      links: this.#nodes(raw["links"], below(at, "links")),
    };
  }

  #content(raw: Fields, at: At): Map<string, Media> {
    const nodes = this.#nodes(raw["content"], below(at, "content"));
    return new Map(
      [...nodes].map(([type, node]) => [
        keyOfMediaType(type),
        {
          ...node,
          schema: this.#schema(node.raw, node.at),
          itemSchema: this.#schema(node.raw, node.at, "itemSchema"),
        },
      ]),
    );
  }

  #schema(raw: Fields, at: At, field = "schema") {
    const schema = raw[field];
    return schema === undefined ? undefined : [this.#schemas.follow(schema, below(at, field))];
  }

  #nodes(value: unknown, at: At): Map<string, Node> {
    return new Map(
      entriesOf(value).flatMap(([name, raw]) => {
        const node = this.#node(raw, below(at, name));
        return node ? [[name, node] as const] : [];
      }),
    );
  }

  /** An object or what it refers to. */
  #node(raw: unknown, at: At): Node | undefined {
    if (!isFields(raw)) return undefined;
    const ref = refOf(raw);
    if (ref === undefined) return { raw, at };
    const target = this.#schemas.target(ref);
    return { raw: withOwnText(raw, fieldsOf(target.raw)) as Fields, at: target.at };
  }
}

function serversOf(raw: Fields, at: At): Node[] {
  return listOf(raw["servers"]).map((server, index) => ({
    raw: fieldsOf(server),
    at: below(at, "servers", String(index)),
  }));
}

function securityOf(value: unknown, at: At, isOwn: boolean): Security {
  const alternatives = listOf(value).map(
    (alternative) =>
      new Map(
        Object.entries(fieldsOf(alternative)).map(([name, scopes]) => [name, textsOf(scopes)]),
      ),
  );
  return { alternatives, at, isOwn };
}
