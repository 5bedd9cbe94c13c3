import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Api } from "../model/index.js";
import { isObject, OpenApiInput } from "./openapi-input.js";
import { decodeToken, schemaInputOf, writable } from "./schema-input.js";
import { compiler, factory, printMember, printNode, type TypeNode } from "./type-nodes.js";

/**
 * The only place that knows openapi-typescript. Its transformations are called one by one: the
 * document is read, linked and checked already, and what comes before them in openapi-typescript
 * (Redocly's parser, linter and bundler) takes as long again and fails on names such as `valueOf`.
 * Each path and each component is copied, transformed and printed before the next, so that no more
 * than its own nodes are in memory.
 *
 * @returns the declarations of `paths`, `webhooks`, `components`, `$defs` and `operations`, and of
 *   `Writable` if there are schemas that a request takes in another form than a response has
 */
export function printOpenApiTypes(api: Api): string {
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
  const sections = sectionNames.map((section) => {
    const members = entriesOf(components[section]).map(([name, item]) =>
      printer.member(section, name, input.component(section, item), "        "),
    );
    return `    ${section}: ${members.length > 0 ? `{\n${members.join("")}    }` : "never"};\n`;
  });
  const writables = [...schemas.twofold].map((key) =>
    printer.member("schemas", key, schemas.writable(key)),
  );
  const all = [
    declare("paths", paths),
    declare("webhooks", webhooks),
    declare("components", document["components"] === undefined ? [] : sections),
    declare("$defs", []),
    ...[...printer.helpers].map((helper) => `${helper}\n`),
    declare("operations", printer.operations),
  ];
  if (writables.length === 0) return all.join("");
  const about =
    "/** What a request takes, where it takes something else than a response holds. */\n";
  return [...all, about, declare(writable, writables)].join("");
}

const sectionNames = [
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "pathItems",
] as const;
type Section = (typeof sectionNames)[number];

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
  readonly #transforms = loadTransforms();

  constructor(resolve: (ref: string) => unknown) {
    this.#context = { ...options, resolve };
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
      if (extra.kind !== "InterfaceDeclaration") this.helpers.add(printNode(extra));
      for (const operation of extra.members ?? [])
        this.operations.push(printMember(operation, "    "));
    }
    return printMember(member, indentation);
  }
}

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

interface Transforms {
  readonly transforms: Readonly<Record<Section, (value: unknown, options: object) => TypeNode>>;
  readonly addComment: (value: unknown, node: TypeNode) => void;
  readonly toName: (name: string) => TypeNode;
}

let loaded: Transforms | undefined;

/**
 * Loads what is needed of openapi-typescript, with our nodes in the place of the compiler's, and
 * without the part of Redocly that it reads references with. The modules are its own; nobody else
 * in the process gets those that know of our nodes.
 */
function loadTransforms(): Transforms {
  if (loaded) return loaded;
  const { cache, resolve } = createRequire(import.meta.url);
  const home = dirname(resolve("openapi-typescript"));
  const load = createRequire(join(home, "index.cjs"));
  const standIns = new Map<string, unknown>([
    [load.resolve("typescript"), compiler],
    [load.resolve("@redocly/openapi-core/lib/ref-utils.js"), references],
  ]);
  const isSwapped = (path: string) => standIns.has(path) || path.startsWith(home);

  const others = Object.entries(cache).filter(([path]) => isSwapped(path));
  const forget = () => {
    for (const path of Object.keys(cache).filter(isSwapped)) delete cache[path];
  };
  forget();
  for (const [id, exports] of standIns) cache[id] = { id, exports, loaded: true } as NodeJS.Module;
  try {
    const transform = (name: string) => load(`./transform/${name}-object.cjs`);
    const { addJSDocComment, tsPropertyIndex } = load("./lib/ts.cjs");
    loaded = {
      transforms: {
        schemas: transform("schema").default,
        responses: transform("response"),
        parameters: transform("parameter"),
        requestBodies: transform("request-body"),
        headers: transform("header"),
        pathItems: transform("path-item"),
      },
      addComment: addJSDocComment,
      toName: tsPropertyIndex,
    };
  } finally {
    forget();
    Object.assign(cache, Object.fromEntries(others));
  }
  return loaded;
}

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
