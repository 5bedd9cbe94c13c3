import {
  below,
  deref,
  entryOf,
  type Fields,
  fieldsOf,
  type Located,
  listOf,
  type Operation,
  operationsOf,
  type SpecFiles,
} from "../support/provenance.js";
import { memberTypes } from "./comments.js";

/** What the comment of one thing has to say. */
export interface Expected {
  /** Its marks in their order: the reason of what is inferred, undefined for what is undocumented. */
  readonly marks: readonly (string | undefined)[];
  /** Of an operation: the statement of each aspect. */
  readonly aspects?: Fields | undefined;
  /** Of a guessed operation: method and path. */
  readonly guess?: string | undefined;
  /** Sources that are named, of an option. */
  readonly sources?: string | undefined;
}

type Statement = Fields | undefined;

/**
 * What the comments of a client have to say by its spec alone, read here a second time: this file
 * knows the vocabulary of spec/README.md and where a client puts what, and nothing of the generator.
 *
 * @param client text of `client.ts`, to find the members of the facade by the types of their owners
 * @param name the client's name
 */
export function expectedOf(
  files: SpecFiles,
  client: string,
  name: string,
): ReadonlyMap<string, Expected> {
  return new Reader(files, client, name).read();
}

class Reader {
  readonly #files: SpecFiles;
  readonly #types: ReadonlyMap<string, string>;
  readonly #name: string;
  readonly #all = new Map<string, Expected>();

  constructor(files: SpecFiles, client: string, name: string) {
    this.#files = files;
    this.#types = memberTypes(client);
    this.#name = name;
  }

  read(): ReadonlyMap<string, Expected> {
    const entry = entryOf(this.#files);
    this.#client(entry);
    this.#components(below(entry, "components"));
    const operations = operationsOf(this.#files, "paths");
    for (const operation of operations) this.#operation(operation);
    for (const path of new Set(operations.map(({ key }) => key))) {
      const of = operations.filter(({ key }) => key === path);
      const levels = of.map(({ fields }) => aspectsOf(fields)["path"]);
      if (levels.every((each) => isGuessed(fieldsOf(each)))) {
        const best = levels.find((each) => fieldsOf(each)["level"] === "inferred") ?? levels[0];
        this.#mark(`paths.ts paths ${path}`, fieldsOf(best));
      }
    }
    for (const webhook of operationsOf(this.#files, "webhooks")) this.#webhook(webhook);
    return this.#all;
  }

  #client(entry: Located): void {
    const options = `client.ts ${this.#name}Options`;
    const server = statementOf(below(entry, "servers", 0));
    if (server) this.#option(`${options} baseUrl`, server);
    const schemes = below(entry, "components", "securitySchemes");
    for (const key of keysOf(schemes)) {
      this.#option(`${options} ${key}`, statementOf(deref(this.#files, below(schemes, key))));
    }
    listOf(below(entry, "tags").value).forEach((_, index) => {
      const tag = below(entry, "tags", index);
      const group = fieldsOf(fieldsOf(tag.value)["x-client"])["group"];
      const type = group && this.#types.get(`${this.#name} ${group}`);
      if (!type) return;
      this.#mark(`client.ts ${this.#name} ${group}`, statementOf(tag));
      this.#mark(`client.ts ${type}`, statementOf(tag));
    });
  }

  #option(key: string, statement: Statement): void {
    if (!statement) return;
    const sources =
      statement["level"] === "documented" ? listOf(statement["sources"]).join(", ") : undefined;
    this.#all.set(key, { marks: marksOf(statement), sources });
  }

  #mark(key: string, statement: Statement): void {
    const marks = marksOf(statement);
    if (marks.length > 0) this.#all.set(key, { marks });
  }

  #components(components: Located): void {
    for (const section of ["schemas", "parameters", "responses", "requestBodies", "headers"]) {
      const entries = below(components, section);
      for (const key of keysOf(entries)) {
        const node = deref(this.#files, below(entries, key));
        const inPaths = `paths.ts components ${section} ${key}`;
        this.#mark(inPaths, statementOf(node));
        if (section !== "schemas") this.#inside(inPaths, node, statementOf(node));
        if (section === "schemas") {
          this.#mark(`types.ts ${key}`, statementOf(node));
          if ("enum" in fieldsOf(node.value))
            this.#mark(`enums.ts ${key}Values`, statementOf(node));
          this.#properties(`types.ts ${key}`, node, statementOf(node));
        }
      }
    }
  }

  /** What stands in a body, an answer or a parameter that is written out here. */
  #inside(place: string, node: Located, around: Statement): void {
    const headers = below(node, "headers");
    for (const key of keysOf(headers)) {
      const header = below(headers, key);
      const own = statementOf(deref(this.#files, header)) ?? around;
      this.#mark(`${place} headers ${key}`, own);
    }
    this.#properties(place, below(node, "schema"), around);
    const content = below(node, "content");
    for (const key of keysOf(content)) {
      const media = below(content, key);
      this.#properties(`${place} content ${key}`, below(media, "schema"), around);
    }
  }

  /** The properties of a schema; what a reference means is marked where it stands. */
  #properties(place: string, schema: Located, around: Statement): void {
    const fields = fieldsOf(schema.value);
    if ("$ref" in fields) return;
    const own = statementOf(schema) ?? around;
    const properties = below(schema, "properties");
    for (const key of keysOf(properties)) {
      const property = below(properties, key);
      this.#mark(`${place} ${key}`, statementOf(property) ?? own);
      this.#properties(`${place} ${key}`, property, own);
    }
    if ("items" in fields) this.#properties(place, below(schema, "items"), own);
    for (const part of ["allOf", "oneOf", "anyOf"]) {
      listOf(fields[part]).forEach((_, index) => {
        this.#properties(place, below(schema, part, index), own);
      });
    }
  }

  #operation({ key: path, method, node, fields }: Operation): void {
    const id = String(fields["operationId"]);
    const pascal = id.charAt(0).toUpperCase() + id.slice(1);
    const aspects = aspectsOf(fields);
    const isGuess = isGuessed(fieldsOf(aspects["method"])) || isGuessed(fieldsOf(aspects["path"]));
    const guess = isGuess ? `${method.toUpperCase()} ${path}` : undefined;
    const whole = { marks: guess ? [`no source documents it as ${guess}. `] : [], aspects, guess };
    const { group, method: member } = fieldsOf(fields["x-client"]);
    const file = `groups/${String(group).replaceAll(".", "-")}.ts`;

    this.#all.set(`${file} ${id}`, whole);
    this.#all.set(`client.ts ${this.#groupType(String(group))} ${member}`, whole);
    this.#all.set(`paths.ts paths ${path} ${method}`, whole);
    this.#all.set(`paths.ts operations ${id}`, whole);
    this.#all.set(`operations.ts ${id}`, whole);
    this.#mark(`${file} ${pascal}Data`, fieldsOf(aspects["response"]));

    listOf(fields["parameters"]).forEach((_, index) => {
      const parameter = deref(this.#files, below(node, "parameters", index));
      const { name, in: place } = fieldsOf(parameter.value);
      const inherited = place === "path" ? fieldsOf(aspects["path"]) : undefined;
      const own = statementOf(parameter) ?? inherited;
      this.#mark(`${file} ${pascal}Params ${name}`, own);
      this.#mark(`paths.ts operations ${id} parameters ${place} ${name}`, own);
      const schema = below(parameter, "schema");
      this.#properties(`${file} ${pascal}Params ${name}`, schema, own);
      if (parameter.value === below(node, "parameters", index).value)
        this.#properties(`paths.ts operations ${id} parameters ${place} ${name}`, schema, own);
      const { option } = fieldsOf(fieldsOf(parameter.value)["x-client"]);
      if (option && own) this.#option(`client.ts ${this.#name}Options ${option}`, own);
    });
    if ("requestBody" in fields) {
      const at = below(node, "requestBody");
      const body = deref(this.#files, at);
      const own = statementOf(body) ?? fieldsOf(aspects["request"]);
      this.#mark(`${file} ${pascal}Params body`, own);
      this.#mark(`paths.ts operations ${id} requestBody`, own);
      const content = below(body, "content");
      const [media = ""] = keysOf(content);
      this.#properties(`${file} ${pascal}Params body`, below(content, media, "schema"), own);
      if (body.value === at.value) this.#inside(`paths.ts operations ${id} requestBody`, body, own);
    }
    this.#responses(node, `paths.ts operations ${id} responses`, fieldsOf(aspects["response"]), {
      result: `${file} ${pascal}Result`,
      data: `${file} ${pascal}Data`,
    });
  }

  #responses(
    node: Located,
    place: string,
    response: Statement,
    types?: { result: string; data: string },
  ): void {
    const responses = below(node, "responses");
    const marks = keysOf(responses).flatMap((status) => {
      const at = below(responses, status);
      const target = deref(this.#files, at);
      const isSuccess = status.startsWith("2");
      const own = statementOf(target) ?? (isSuccess ? response : undefined);
      this.#mark(`${place} ${status}`, own);
      if (target.value === at.value) {
        this.#inside(`${place} ${status}`, target, own);
        const [media = ""] = keysOf(below(target, "content"));
        const schema = below(target, "content", media, "schema");
        if (types && isSuccess) this.#properties(types.data, schema, own);
      }
      return marksOf(own);
    });
    if (types && marks.length > 0) this.#all.set(types.result, { marks });
  }

  #groupType(group: string): string {
    return (
      group
        .split(".")
        // What holds only other objects has a type that is written out.
        .reduce((at, step) => this.#types.get(`${at} ${step}`) ?? `${at} ${step}`, this.#name)
    );
  }

  #webhook({ key, method, node, fields }: Operation): void {
    const aspects = aspectsOf(fields);
    this.#posted(`paths.ts webhooks ${key} ${method}`, node, aspects);
    if ("requestBody" in fields)
      this.#all.set(`types.ts WebhookBodies ${key}`, { marks: [], aspects });
    if (fields["x-client"]) {
      const pascal = key.charAt(0).toUpperCase() + key.slice(1);
      this.#all.set(`webhooks.ts ${pascal}Event`, { marks: [], aspects });
    }
  }

  #posted(place: string, node: Located, aspects: Fields): void {
    this.#all.set(place, { marks: [], aspects });
    const body = below(node, "requestBody");
    this.#mark(`${place} requestBody`, statementOf(body) ?? fieldsOf(aspects["request"]));
    this.#responses(node, `${place} responses`, fieldsOf(aspects["response"]));
  }
}

function keysOf(node: Located): string[] {
  return Object.keys(fieldsOf(node.value));
}

function statementOf(node: Located): Statement {
  const statement = fieldsOf(node.value)["x-provenance"];
  return statement === undefined ? undefined : fieldsOf(statement);
}

/** Of an operation; `page` is about the documentation and not about the API. */
function aspectsOf(fields: Fields): Fields {
  const { page: _, ...aspects } = fieldsOf(fields["x-provenance"]);
  return aspects;
}

const isGuessed = ({ level }: Fields) => level === "inferred" || level === "undocumented";

function marksOf(statement: Statement): (string | undefined)[] {
  if (!statement || !isGuessed(statement)) return [];
  return [statement["level"] === "inferred" ? inOneLine(String(statement["because"])) : undefined];
}

export const inOneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
