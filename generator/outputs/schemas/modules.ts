import type { Contract, Direction } from "../../contract/index.js";
import { JsonSchemas, type WrittenSchema } from "../../json-schema/index.js";
import type { Api, Content, Group, Operation, Statement } from "../../model/index.js";
import { must } from "../../narrowing.js";
import {
  type ConstantStructure,
  docs,
  type Statement as ModuleStatement,
  markOf,
  type StatementStructures,
  StructureKind,
  toLiteral,
  toStringLiteral,
} from "../../typescript/index.js";
import type { OutputModule } from "../built-in-output.js";
import { answerName, namesOf } from "./answer-names.js";
import { declareValidators, keywordsIn } from "./validators.js";

/*
 * The modules. Each component is defined once, in `definitions.ts`, and every schema that refers to
 * it has it in `$defs`: inlined, it would be repeated wherever it is used, in a validator too, and
 * could not be recursive. The schemas are assembled at run time, because writing them out would
 * take quadratic space for a chain of schemas.
 */

/**
 * All modules that contain a schema.
 *
 * @param hasValidators whether each schema also gets a validator
 */
export function declareSchemas(
  contract: Contract,
  api: Api,
  hasValidators: boolean,
): readonly OutputModule[] {
  const printer = new SchemaModules(contract, api);
  const definitions = printer.definitions();
  const modules = [
    { path: "components", constants: printer.components("received") },
    { path: "sent", constants: printer.components("sent") },
    ...api.groups.map((group) => ({
      path: `groups/${group.module}`,
      constants: printer.group(group),
    })),
  ].filter(({ constants }) => constants.length > 0);
  return [
    ...(definitions.length > 0
      ? [{ path: "schemas/definitions.ts", statements: definitions }]
      : []),
    ...modules.map(({ path, constants }) => ({
      path: `schemas/${path}.ts`,
      statements: withImports(constants, up(path)),
    })),
    ...(hasValidators
      ? declareValidators(
          modules.map(({ path, constants }) => ({
            path,
            constants: constants.map(({ declared }) => declared),
          })),
          printer.keywords,
        )
      : []),
  ];
}

/** From the folder of a module to that of all schemas. */
function up(path: string): string {
  return path.includes("/") ? "../" : "";
}

class SchemaModules {
  readonly #contract: Contract;
  readonly #api: Api;
  readonly #types: ReadonlyMap<string, string>;
  readonly #schemas: Readonly<Record<Direction, JsonSchemas>>;
  /** Those that the schemas printed so far have. */
  readonly keywords = new Set<string>();

  constructor(contract: Contract, api: Api) {
    this.#contract = contract;
    this.#api = api;
    this.#types = new Map(api.schemas.map(({ key, type }) => [key, type]));
    const schemasOf = (direction: Direction) =>
      new JsonSchemas(contract, this.#types, direction, api.int64);
    this.#schemas = { sent: schemasOf("sent"), received: schemasOf("received") };
  }

  /** The definition of each component, in each of its forms. */
  definitions(): readonly ModuleStatement[] {
    const declared = (["received", "sent"] as const).flatMap((direction) =>
      this.#keys(direction).map((key) => {
        const written = this.#schemas[direction].define(key);
        const name = `name: ${toStringLiteral(must(this.#types.get(key), `${key} has no type`))}`;
        const parts = [name, ...this.#parts(written, direction, "")].map((part) => `  ${part},\n`);
        return constant(this.#nameOf(key, direction), "$Definition", `{\n${parts.join("")}}`);
      }),
    );
    if (declared.length === 0) return [];
    const imported: StatementStructures = {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: [{ name: "Definition", alias: "$Definition" }],
      moduleSpecifier: "../runtime/schemas/schema.js",
    };
    return [imported, ...declared];
  }

  /** The component schemas of one direction; for requests, only those that differ. */
  components(direction: Direction): readonly Constant[] {
    const keys = new Set(this.#keys(direction));
    return this.#api.schemas
      .filter(({ key }) => keys.has(key))
      .map(({ key, type, statement }) => {
        const what = `\`${type}\`${this.#contract.directions.twofold.has(key) ? `, as it is ${direction}` : ""}.`;
        return declare(type, `Schema of ${what}`, statement, this.#defined(key, direction));
      });
  }

  /** The schemas of the requests and responses of a group's operations. */
  group({ operations }: Group): readonly Constant[] {
    return operations.flatMap((operation) => this.#operation(operation));
  }

  #operation({ names, body, responses }: Operation): Constant[] {
    const called = `\`${names.function}\``;
    return [
      ...this.#contents(body?.contents ?? [], {
        name: `${names.function}Body`,
        about: `The body of ${called}`,
        statement: body?.statement,
        direction: "sent",
      }),
      ...responses.flatMap(({ key, contents, statement }) =>
        this.#contents(contents, {
          name: answerName(names.function, key),
          about: `The ${key === "default" ? "default" : key} response of ${called}`,
          statement,
          direction: "received",
        }),
      ),
    ];
  }

  #contents(
    contents: readonly Content[],
    { name, about, statement, direction }: Holder,
  ): Constant[] {
    const names = namesOf(name, contents);
    return contents.map((content, index) => {
      const { schema, form, mediaType } = content;
      const known = this.#contract.statements.get(schema) ?? statement;
      const one = form === "lines" ? ", line by line" : "";
      const open = content.open ? " The spec has no schema for it." : "";
      const written = schema === undefined ? anything : this.#schemas[direction].use(schema);
      return declare(
        must(names[index], `content ${index} of ${name} has no name`),
        `${about} as ${mediaType}${one}.${open}`,
        known,
        this.#whole(written, direction),
      );
    });
  }

  /** A schema where it is used, self-contained. */
  #whole(written: WrittenSchema, direction: Direction): Expression {
    const { schema, uses } = written;
    if (typeof schema === "boolean")
      return { text: String(schema), isMade: false, hasDefinitions: false };
    const [only] = uses;
    if (only !== undefined && Object.keys(schema).join() === "$ref")
      return this.#defined(only, direction);
    const parts = this.#parts(written, direction, "$definitions.");
    const text = `$toSchema({\n${parts.map((part) => `  ${part},\n`).join("")}})`;
    return { text, isMade: true, hasDefinitions: uses.size > 0 };
  }

  /** The same for a component. */
  #defined(key: string, direction: Direction): Expression {
    const text = `$toSchema($definitions.${this.#nameOf(key, direction)})`;
    return { text, isMade: true, hasDefinitions: true };
  }

  #parts({ schema, uses }: WrittenSchema, direction: Direction, from: string): string[] {
    for (const keyword of keywordsIn(schema)) this.keywords.add(keyword);
    const used = [...uses].map((key) => from + this.#nameOf(key, direction));
    return [
      ...(used.length > 0 ? [`uses: () => [${used.join(", ")}]`] : []),
      `schema: ${toLiteral(schema, "  ")}`,
    ];
  }

  #keys(direction: Direction): string[] {
    const { twofold } = this.#contract.directions;
    return [...this.#types.keys()].filter((key) => direction === "received" || twofold.has(key));
  }

  /** The name of a component's definition; a component with one form has one name. */
  #nameOf(key: string, direction: Direction): string {
    const isOther = direction === "sent" && this.#contract.directions.twofold.has(key);
    return `${this.#types.get(key)}${isOther ? "$Sent" : ""}`;
  }
}

interface Holder {
  readonly name: string;
  readonly about: string;
  readonly statement: Statement | undefined;
  readonly direction: Direction;
}

const anything: WrittenSchema = { schema: true, uses: new Set() };

/** An exported constant, and its imports. */
interface Constant {
  readonly declared: ConstantStructure;
  readonly value: Expression;
}

/** The source of a self-contained schema. */
interface Expression {
  readonly text: string;
  /** Whether the runtime assembles it. */
  readonly isMade: boolean;
  readonly hasDefinitions: boolean;
}

/** A bundler only drops an unused call if a comment marks it as pure. */
function declare(
  name: string,
  about: string,
  statement: Statement | undefined,
  value: Expression,
): Constant {
  const pure = value.isMade ? "/* @__PURE__ */ " : "";
  const declared = constant(name, "$JsonSchema", pure + value.text);
  return { declared: { ...declared, docs: docs([about, markOf(statement)]) }, value };
}

function constant(name: string, type: string, value: string): ConstantStructure {
  return { kind: "constant", isApart: true, isExported: true, name, type, value };
}

/** The imports have names that nothing in an API can have. */
function withImports(constants: readonly Constant[], up: string): readonly ModuleStatement[] {
  const isMade = constants.some(({ value }) => value.isMade);
  const hasDefinitions = constants.some(({ value }) => value.hasDefinitions);
  const definitions: StatementStructures = {
    kind: StructureKind.ImportDeclaration,
    namespaceImport: "$definitions",
    moduleSpecifier: `${up === "" ? "./" : up}definitions.js`,
  };
  return [
    {
      kind: StructureKind.ImportDeclaration,
      namedImports: [
        { name: "JsonSchema", alias: "$JsonSchema", isTypeOnly: true },
        ...(isMade ? [{ name: "toSchema", alias: "$toSchema" }] : []),
      ],
      moduleSpecifier: `../${up}runtime/schemas/schema.js`,
    },
    ...(hasDefinitions ? [definitions] : []),
    ...constants.map(({ declared }) => declared),
  ];
}
