import type { GlobalContext } from "openapi-typescript";
import { requireOpenapiTypescript } from "../../disk/index.js";
import { escapeLiteral, type WrittenType } from "../../typescript/index.js";
import { apart, type OpenApiBuilder } from "./openapi-builder.js";

type Package = typeof import("openapi-typescript");
type Printable = Parameters<Package["astToString"]>[0];
type Type = ReturnType<Package["transformPathItemObject"]>;

/** The sections of `components`, besides schemas. */
export type Section = "responses" | "parameters" | "requestBodies" | "headers";

/**
 * Prints OpenAPI objects with openapi-typescript's public functions. Each is printed before the
 * next is transformed, so that only one object's nodes are in memory.
 */
export class PathsPrinter {
  /** Every name in the printed text that must be declared. */
  readonly names = new Set<string>();
  /** The types of operations, by id. */
  readonly operations = new Map<string, string>();
  // Loaded on demand: with the compiler, it is half of the cost of `paths.ts`.
  readonly #package: Package = requireOpenapiTypescript();
  readonly #context: GlobalContext;
  /** The types of one object's placeholders, by number. */
  #types: WrittenType[] = [];

  constructor(objects: OpenApiBuilder) {
    this.#context = {
      ...settings,
      resolve: objects.resolve,
      transform: (schema: object) => {
        const type = objects.types.get(schema);
        if (!type) return undefined;
        this.#types.push(type);
        // An identifier is printed unchanged. The type replaces it when the indentation of its line
        // is known.
        return this.#package.tsPropertyIndex(`${mark}${this.#types.length - 1}`);
      },
    } as unknown as GlobalContext;
  }

  /** The type of a path item; the types of its operations are added to `operations`. */
  item(item: object): string {
    const footer: OperationsNode[] = [];
    const ctx = { ...this.#context, injectFooter: footer } as unknown as GlobalContext;
    const type = this.#package.transformPathItemObject(item as never, { ctx });
    const own = footer.flatMap(({ members }) => members);
    const text = this.#print([type, ...own.map((operation) => operation.type)]);
    // Each is an object, and only its last line is not indented.
    const [first = "", ...rest] = text.split(/(?<=^\})\n/m);
    own.forEach(({ name }, index) => void this.operations.set(name.text, rest[index] ?? ""));
    return first;
  }

  component(section: Section, value: object): string {
    const { [section]: transform } = {
      responses: this.#package.transformResponseObject,
      parameters: this.#package.transformParameterObject,
      requestBodies: this.#package.transformRequestBodyObject,
      headers: this.#package.transformHeaderObject,
    };
    return this.#print(transform(value as never, { ctx: this.#context }));
  }

  /**
   * A type for each component, as with `rootTypes`: its name and its declaration.
   *
   * @param components keys by section; they have no quotes
   */
  rootTypes(
    components: Readonly<Record<string, readonly string[]>>,
    keepsCasing: boolean,
  ): { name: string; text: string }[] {
    const sections = Object.entries(components).map(([section, keys]) => [
      section,
      Object.fromEntries(keys.map((key) => [key, {}])),
    ]);
    const [, ...aliases] = this.#package.transformComponentsObject(Object.fromEntries(sections), {
      ...this.#context,
      rootTypes: true,
      rootTypesKeepCasing: keepsCasing,
    });
    return (aliases as unknown as AliasNode[]).map((alias) => ({
      name: alias.name.text,
      text: this.#print(alias as unknown as Printable),
    }));
  }

  /** The enum of paths; each has the name of an operation. */
  pathsEnum(paths: readonly { readonly path: string; readonly name: string }[]): string {
    const urls = paths.map(({ path }) => path);
    return this.#print(this.#package.tsEnum("ApiPaths", urls, [...paths], { export: true }));
  }

  /** Prints the nodes that were created since the last call. */
  #print(nodes: Printable | Type[]): string {
    const printed = escapeLiteral(this.#package.astToString(nodes as Printable)).trimEnd();
    const lines = printed.split("\n").map((line) => {
      const [spaces = ""] = /^(?: {4})*/.exec(line) as RegExpExecArray;
      // The compiler indents by four spaces, our types and all other files by two.
      const indentation = spaces.slice(spaces.length / 2);
      const text = line.slice(spaces.length).replaceAll(shownApart, "#/");
      const [found, number] = placeholder.exec(text) ?? [];
      const type = this.#types[Number(number)];
      if (found === undefined || !type || isInComment.test(text)) return indentation + text;
      for (const name of type.names) this.names.add(name);
      const written = type.text.replaceAll("\n", `\n${indentation}`);
      return `${indentation}${text.slice(0, -found.length)}${written}${found.endsWith(";") ? ";" : ""}`;
    });
    this.#types = [];
    return lines.join("\n");
  }
}

/** The members of the interface `operations` that are used here. */
interface OperationsNode {
  readonly members: readonly { readonly name: { readonly text: string }; readonly type: Type }[];
}

interface AliasNode {
  readonly name: { readonly text: string };
}

const mark = "$type";
/** Only the type of a member, or a comment, is at the end of a line. */
const placeholder = /\$type(\d+);?$/;
const isInComment = /^ ?[/*]/;
/** As the compiler prints it. */
const shownApart = `#\\u${apart.charCodeAt(0).toString(16).toUpperCase()}/`;

/** Its settings have no effect, because the contract has already decided everything. */
const settings = { discriminators: { objects: {}, refsHandled: [] }, injectFooter: [] };
