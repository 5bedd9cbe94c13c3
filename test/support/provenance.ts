import { posix } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** The parsed files of a description, by their path relative to its folder. */
export type SpecFiles = ReadonlyMap<string, unknown>;

export type Fields = Readonly<Record<string, unknown>>;

/** A node and where it stands. */
export interface Located {
  readonly file: string;
  readonly pointer: readonly string[];
  readonly value: unknown;
}

/** An operation of `paths` or `webhooks`. */
export interface Operation {
  /** The path, or the webhook's name. */
  readonly key: string;
  readonly method: string;
  readonly node: Located;
  readonly fields: Fields;
}

export const entryFile = "openapi.yaml";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The node below `node` at the given keys. */
export function below(node: Located, ...keys: readonly (string | number)[]): Located {
  let { value } = node;
  for (const key of keys) value = (value as Record<string, unknown> | undefined)?.[key];
  return { file: node.file, pointer: [...node.pointer, ...keys.map(String)], value };
}

export function entryOf(files: SpecFiles): Located {
  return { file: entryFile, pointer: [], value: files.get(entryFile) };
}

/** Follows `$ref` until there is none; throws if it leads nowhere. */
export function deref(files: SpecFiles, node: Located): Located {
  const ref = fieldsOf(node.value)["$ref"];
  if (typeof ref !== "string") return node;
  const [path = "", fragment = ""] = ref.split("#");
  const file = path === "" ? node.file : posix.join(posix.dirname(node.file), path);
  const keys = fragment
    .split("/")
    .slice(1)
    .map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"));
  const target = below({ file, pointer: [], value: files.get(file) }, ...keys);
  if (target.value === undefined) throw new Error(`${placeOf(node)}: ${ref} leads nowhere`);
  return deref(files, target);
}

export function operationsOf(files: SpecFiles, section: "paths" | "webhooks"): Operation[] {
  const items = below(entryOf(files), section);
  return Object.keys(fieldsOf(items.value)).flatMap((key) => {
    const item = deref(files, below(items, key));
    return methods
      .filter((method) => method in fieldsOf(item.value))
      .map((method) => {
        const node = below(item, method);
        return { key, method, node, fields: fieldsOf(node.value) };
      });
  });
}

/** As `paths/boms.yaml#/~1v1~1boms~1/get`. */
export function placeOf({ file, pointer }: Located): string {
  const tokens = pointer.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1"));
  return [`${file}#`, ...tokens].join("/");
}

/**
 * Everything in a description that breaks the rules of spec/README.md, one sentence each, with the
 * place in front.
 *
 * @param vocabulary the JSON Schema of the x- fields
 */
export function provenanceProblems(files: SpecFiles, vocabulary: Fields): string[] {
  return new Checker(files, vocabulary).run();
}

class Checker {
  readonly #files: SpecFiles;
  readonly #ajv: Ajv2020;
  readonly #vocabulary: string;
  readonly #problems = new Set<string>();
  /** Places whose x-provenance is checked already. */
  readonly #seen = new Set<string>();
  readonly #used = new Set<string>();

  constructor(files: SpecFiles, vocabulary: Fields) {
    this.#files = files;
    this.#ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false });
    this.#ajv.addSchema(vocabulary);
    this.#vocabulary = String(vocabulary["$id"]);
  }

  run(): string[] {
    const entry = entryOf(this.#files);
    this.#checkEach(below(entry, "servers"), (server) => this.#provenance(server, "statement"));
    this.#checkEach(below(entry, "tags"), (tag) => {
      this.#provenance(tag, "tagProvenance");
      if ("x-client" in fieldsOf(tag.value)) this.#valid(below(tag, "x-client"), "tagClient");
    });
    this.#components(below(entry, "components"));
    this.#paths(below(entry, "paths"));
    for (const operation of operationsOf(this.#files, "paths")) this.#operation(operation);
    for (const { node } of operationsOf(this.#files, "webhooks")) {
      this.#provenance(node, "webhookProvenance");
      if ("x-client" in fieldsOf(node.value)) this.#valid(below(node, "x-client"), "webhookClient");
      this.#parts(node);
    }
    for (const [file, value] of this.#files) this.#scan({ file, pointer: [], value });
    this.#sources(below(entry, "x-sources"));
    return [...this.#problems];
  }

  #report(node: Located, message: string): void {
    this.#problems.add(`${placeOf(node)}: ${message}`);
  }

  #components(components: Located): void {
    this.#checkEach(components, (section) => {
      this.#checkEach(section, (component) => {
        const node = deref(this.#files, component);
        this.#provenance(node, "statement");
        if (section.pointer.at(-1) === "securitySchemes") {
          this.#valid(below(node, "x-client"), "securityClient");
        }
      });
    });
    for (const [file, value] of this.#files) {
      if (!file.startsWith("components/")) continue;
      this.#checkEach({ file, pointer: [], value }, (node) => {
        if (!this.#seen.has(placeOf(node))) this.#report(node, `is not listed in ${entryFile}`);
      });
    }
  }

  #paths(paths: Located): void {
    const listed = new Set<string>();
    this.#checkEach(paths, (node) => {
      const path = node.pointer.at(-1) ?? "";
      if (!path.endsWith("/")) this.#report(node, "does not end with a slash");
      const item = deref(this.#files, node);
      listed.add(placeOf(item));
      if (item.pointer.at(-1) !== path) this.#report(node, `refers to ${placeOf(item)}`);
    });
    for (const [file, value] of this.#files) {
      if (!file.startsWith("paths/")) continue;
      this.#checkEach({ file, pointer: [], value }, (node) => {
        if (!listed.has(placeOf(node))) this.#report(node, `is not listed in ${entryFile}`);
      });
    }
  }

  #operation({ node, method, fields }: Operation): void {
    this.#provenance(node, "operationProvenance");
    this.#valid(below(node, "x-client"), "operationClient");
    this.#parts(node);

    const level = (part: string) =>
      fieldsOf(fieldsOf(fieldsOf(fields["x-provenance"])[part]))["level"];
    if (level("request") === "undocumented") {
      if (["post", "put", "patch"].includes(method)) {
        const { value } = below(node, "requestBody");
        const open = { required: false, content: { "application/json": { schema: {} } } };
        if (!equal(value, open)) this.#report(node, "has an undocumented request that is not open");
      } else if ("requestBody" in fields) {
        this.#report(node, "has an undocumented request body");
      }
    }
    if (level("response") === "undocumented") {
      this.#checkEach(below(node, "responses"), (response) => {
        const { content } = fieldsOf(deref(this.#files, response).value);
        if (!equal(content, { "application/json": { schema: {} } })) {
          this.#report(response, "is an undocumented response that is not open");
        }
      });
    }
  }

  /** The parameters and responses of an operation. */
  #parts(node: Located): void {
    for (const part of ["parameters", "responses"]) {
      this.#checkEach(below(node, part), (each) => {
        this.#provenance(deref(this.#files, each), "statement");
      });
    }
  }

  /** Checks the x-provenance of a node that must have one. */
  #provenance(node: Located, definition: string): void {
    if (this.#seen.has(placeOf(node))) return;
    this.#seen.add(placeOf(node));
    const provenance = below(node, "x-provenance");
    if (provenance.value === undefined) {
      this.#report(node, "has no x-provenance");
      return;
    }
    this.#valid(provenance, definition);
    this.#collectSources(provenance);
  }

  /** Finds the x-provenance of nodes that need not have one. */
  #scan(node: Located): void {
    if (typeof node.value !== "object" || node.value === null) return;
    if ("x-provenance" in node.value) this.#provenance(node, "statement");
    this.#checkEach(node, (each) => {
      if (each.pointer.at(-1) !== "x-provenance") this.#scan(each);
    });
  }

  #collectSources(node: Located): void {
    this.#checkEach(node, (each) => {
      if (each.pointer.at(-1) !== "sources") {
        if (typeof each.value === "object") this.#collectSources(each);
        return;
      }
      for (const id of listOf(each.value)) {
        this.#used.add(String(id));
        const known = fieldsOf(fieldsOf(this.#files.get(entryFile))["x-sources"]);
        if (!Object.hasOwn(known, String(id))) this.#report(each, `names no source: ${id}`);
      }
    });
  }

  #sources(sources: Located): void {
    this.#valid(sources, "sources");
    this.#checkEach(sources, (source) => {
      if (!this.#used.has(source.pointer.at(-1) ?? "")) this.#report(source, "is never used");
    });
  }

  #valid(node: Located, definition: string): void {
    const validate = this.#validator(definition);
    if (validate(node.value)) return;
    for (const { instancePath, message } of validate.errors ?? []) {
      this.#report(node, `is no ${definition}: ${`${instancePath} ${message}`.trim()}`);
    }
  }

  #validator(definition: string): ValidateFunction {
    const validate = this.#ajv.getSchema(`${this.#vocabulary}#/$defs/${definition}`);
    if (!validate) throw new Error(`the vocabulary lacks ${definition}`);
    return validate;
  }

  #checkEach(node: Located, check: (each: Located) => void): void {
    if (typeof node.value !== "object" || node.value === null) return;
    for (const key of Object.keys(node.value)) check(below(node, key));
  }
}

function equal(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
