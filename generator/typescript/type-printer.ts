import { decodeToken, encodeToken } from "../openapi/index.js";
import { loadTransforms, type Section } from "../openapi-typescript.js";
import { toComment } from "./text.js";
import {
  collectNames,
  compiler,
  factory,
  printMember,
  printNode,
  type TypeNode,
} from "./type-nodes.js";

/**
 * Prints what openapi-typescript makes of one object of a spec.
 *
 * Its transformations are called one by one: the document is read, linked and checked already, and
 * what comes before them in openapi-typescript (Redocly's parser, linter and bundler) takes as long
 * again and fails on names such as `valueOf`. Each object is transformed and printed before the next,
 * so that no more than its own nodes are in memory.
 */
export class TypePrinter {
  /** What openapi-typescript declares for its own use. */
  readonly helpers = new Set<string>();
  /** The members of `operations`. */
  readonly operations: string[] = [];
  readonly #context: Record<string, unknown>;
  readonly #transforms = loadTransforms<TypeNode>({ compiler, references });

  readonly #names: Set<string> | undefined;
  readonly #comments: ReadonlyMap<string, string | undefined>;

  /**
   * @param resolve what a reference means; openapi-typescript reads the outer fields of that
   * @param names gets every name in the members that something has to declare
   * @param comments of members of `operations`, which openapi-typescript gives none
   */
  constructor(
    resolve: (ref: string) => unknown,
    names?: Set<string>,
    comments: ReadonlyMap<string, string | undefined> = new Map(),
  ) {
    this.#context = { ...options, resolve };
    this.#names = names;
    this.#comments = comments;
  }

  /** A schema, where no name is wanted. */
  schema(schema: unknown): TypeNode {
    const extras: TypeNode[] = [];
    this.#context["injectFooter"] = extras;
    const type = this.#transforms.transforms.schemas(schema, { ctx: this.#context });
    for (const extra of extras) this.helpers.add(mend(printNode(extra)));
    return type;
  }

  /**
   * One object of the spec under its name, with its comment.
   *
   * @param about the comment of a path item, which openapi-typescript gives none
   */
  member(
    section: Section,
    name: string,
    value: unknown,
    indentation = "    ",
    about?: string,
  ): string {
    const { transforms, addComment, toName } = this.#transforms;
    const extras: TypeNode[] = [];
    this.#context["injectFooter"] = extras;
    const type = transforms[section](value, { ctx: this.#context });
    const member = factory.createPropertySignature(undefined, toName(name), undefined, type);
    addComment(section === "pathItems" ? toFields(about) : value, member);
    if (this.#names) for (const node of [type, ...extras]) collectNames(node, this.#names);
    for (const extra of extras) {
      if (extra.kind !== "InterfaceDeclaration") this.helpers.add(mend(printNode(extra)));
      for (const operation of extra.members ?? []) {
        addComment(toFields(this.#comments.get(operation.name?.text ?? "")), operation);
        this.operations.push(printMember(operation, "    "));
      }
    }
    return printMember(member, indentation);
  }
}

/** A comment as the object of a spec that asks for it. */
function toFields(comment: string | undefined): unknown {
  return comment === undefined ? undefined : { summary: toComment(comment) };
}

/** An interface of members that are printed already. */
export function declare(name: string, members: readonly string[]): string {
  if (members.length === 0) return `export type ${name} = Record<string, never>;\n`;
  return `export interface ${name} {\n${members.join("")}}\n`;
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
    typeof token === "string" ? encodeToken(token) : token,
  parseRef: (ref: string) => {
    const start = ref.indexOf("#/");
    if (start < 0) return noReference;
    const tokens = ref.slice(start + 2).split("/");
    return { pointer: tokens.filter((token) => token !== "").map(decodeToken) };
  },
};
const noReference = { pointer: [] };
