import type { Api } from "../model/index.js";
import { loadTransforms, type Section, sections } from "../openapi-typescript.js";
import { decodeToken } from "../references.js";
import { isObject, OpenApiInput } from "./openapi-input.js";
import { schemaInputOf, writable, writableForm } from "./schema-input.js";
import { compiler, factory, printMember, printNode, type TypeNode } from "./type-nodes.js";

/** The types of a document, as source text. */
export interface OpenApiTypes {
  /**
   * The declarations of `paths`, `webhooks`, `components`, `$defs` and `operations`, and of
   * `Writable` if there are schemas that a request takes in another form than a response has.
   */
  readonly declarations: string;
  /** By key, the types of the schemas that stand there by an alias, which is yet to be declared. */
  readonly definitions: ReadonlyMap<string, string>;
}

/**
 * The transformations of openapi-typescript are called one by one: the document is read, linked and
 * checked already, and what comes before them in openapi-typescript (Redocly's parser, linter and
 * bundler) takes as long again and fails on names such as `valueOf`.
 * Each path and each component is copied, transformed and printed before the next, so that no more
 * than its own nodes are in memory.
 */
export function printOpenApiTypes(api: Api): OpenApiTypes {
  const { document } = api;
  const components = isObject(document["components"]) ? document["components"] : {};
  const schemas = schemaInputOf(api);
  const input = new OpenApiInput(components, schemas);
  const printer = new Printer((ref) => input.resolve(ref));

  const paths = entriesOf(document["paths"]).map(([path, item]) =>
    printer.member("pathItems", path, input.path(item)),
  );
  const webhooks = entriesOf(document["webhooks"]).map(([name, item]) =>
    printer.member("pathItems", name, input.webhook(item)),
  );
  const held = sections.map((section) => {
    const members = entriesOf(components[section]).map(([name, item]) =>
      printer.member(
        section,
        name,
        section === "schemas" ? schemas.member(name, "read") : input.component(section, item),
        "        ",
      ),
    );
    return `    ${section}: ${members.length > 0 ? `{\n${members.join("")}    }` : "never"};\n`;
  });
  const writables = [...schemas.twofold].map((key) =>
    printer.member("schemas", key, schemas.member(key, "write")),
  );
  const forms = [...schemas.filed].map((key) =>
    printer.member("schemas", key, schemas.member(key, "form")),
  );
  const nested = [...schemas.nested];
  const definitions = new Map(
    nested.map((key) => [key, printer.type(schemas.definition(key, "read"))]),
  );
  const others = nested.flatMap((key) =>
    (["write", "form"] as const).flatMap((view) => {
      if (schemas.formOf(key, view) === undefined) return [];
      const type = printer.type(schemas.definition(key, view));
      return `type ${schemas.aliasOf(key, view)} = ${type};\n`;
    }),
  );
  const all = [
    declare("paths", paths),
    declare("webhooks", webhooks),
    declare("components", document["components"] === undefined ? [] : held),
    declare("$defs", []),
    ...[...printer.helpers].map((helper) => `${helper}\n`),
    declare("operations", printer.operations),
  ];
  if (writables.length > 0) {
    const about = "what a request takes, where it takes something else than a response holds";
    all.push(`/** By the key of its schema: ${about}. */\n`, declare(writable, writables));
  }
  if (forms.length > 0) {
    const about = "what a form takes, where it takes files";
    all.push(`/** By the key of its schema: ${about}. */\n`, declare(writableForm, forms));
  }
  return { declarations: [...all, ...new Set(others)].join(""), definitions };
}

/** An interface of members that are printed already. */
function declare(name: string, members: readonly string[]): string {
  if (members.length === 0) return `export type ${name} = Record<string, never>;\n`;
  return `export interface ${name} {\n${members.join("")}}\n`;
}

class Printer {
  /** What openapi-typescript declares for its own use. */
  readonly helpers = new Set<string>();
  /** The members of `operations`. */
  readonly operations: string[] = [];
  readonly #context: Record<string, unknown>;
  readonly #transforms = loadTransforms<TypeNode>({ compiler, references });

  constructor(resolve: (ref: string) => unknown) {
    this.#context = { ...options, resolve };
  }

  /** A schema, where no name is wanted. */
  type(schema: unknown): string {
    const extras: TypeNode[] = [];
    this.#context["injectFooter"] = extras;
    const type = this.#transforms.transforms.schemas(schema, { ctx: this.#context });
    for (const extra of extras) this.helpers.add(mend(printNode(extra)));
    return printNode(type);
  }

  /** One object of the spec under its name, with its comment. */
  member(section: Section, name: string, value: unknown, indentation = "    "): string {
    const { transforms, addComment, toName } = this.#transforms;
    const extras: TypeNode[] = [];
    this.#context["injectFooter"] = extras;
    const type = transforms[section](value, { ctx: this.#context });
    const member = factory.createPropertySignature(undefined, toName(name), undefined, type);
    if (section !== "pathItems") addComment(value, member);
    for (const extra of extras) {
      if (extra.kind !== "InterfaceDeclaration") this.helpers.add(mend(printNode(extra)));
      for (const operation of extra.members ?? [])
        this.operations.push(printMember(operation, "    "));
    }
    return printMember(member, indentation);
  }
}

/** openapi-typescript's own takes no type that may be null, and of a union no more than all of it has. */
function mend(helper: string): string {
  return helper.startsWith("type WithRequired<") ? withRequired : helper;
}

const withRequired =
  "type WithRequired<T, K extends PropertyKey> = T extends object ? T & Required<Pick<T, K & keyof T>> : T;";

const options = {
  additionalProperties: false,
  alphabetize: false,
  arrayLength: false,
  conditionalEnums: false,
  dedupeEnums: false,
  // `default` says what a server does without a value; it does not make a request send one.
  defaultNonNullable: false,
  // Tags are in the copies already.
  discriminators: { objects: {}, refsHandled: [] },
  // `type: object` without properties is any object, not the empty one.
  emptyObjectsUnknown: true,
  enum: false,
  enumValues: false,
  excludeDeprecated: false,
  exportType: false,
  generatePathParams: false,
  immutable: false,
  makePathsEnum: false,
  pathParamsAsTypes: false,
  propertiesRequiredByDefault: false,
  // So are visible properties only.
  readWriteMarkers: false,
  rootTypes: false,
  rootTypesKeepCasing: false,
  rootTypesNoSchemaPrefix: false,
  silent: true,
};

/** How openapi-typescript takes references apart, asks whether names are any, and joins them. */
const references = {
  escapePointer: (token: string | number) =>
    typeof token === "string" && /[~/]/.test(token)
      ? token.replaceAll("~", "~0").replaceAll("/", "~1")
      : token,
  parseRef: (ref: string) => {
    const start = ref.indexOf("#/");
    if (start < 0) return noReference;
    const tokens = ref.slice(start + 2).split("/");
    return { pointer: tokens.filter((token) => token !== "").map(decodeToken) };
  },
};
const noReference = { pointer: [] };

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
