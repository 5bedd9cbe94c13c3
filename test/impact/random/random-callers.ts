import { must } from "../../../generator/narrowing.js";
import { fc } from "../../support/random.js";
import type { Field, Kind, Operation } from "./random-api.js";

/** A file of a caller that calls one operation and uses a part of it. */
export interface Caller {
  /** Path below the project. */
  readonly file: string;
  readonly text: string;
  readonly operation: string;
  /** Whether all of the answer goes where nothing is known of it, or all that is sent comes from there. */
  readonly isWhole: boolean;
}

/** How a caller is written; each number chooses among what the operation has. */
export const manners = fc.array(
  fc.record({
    operation: fc.nat(),
    passed: fc.nat(),
    value: fc.nat(),
    leaf: fc.nat(),
    call: fc.constantFrom("facade", "group", "function", "wrapper", "class", "fetch"),
    args: fc.constantFrom("inline", "lines", "variable", "spread"),
    get: fc.constantFrom("await", "then", "result"),
    read: fc.constantFrom("path", "parts", "function", "element", "alias", "whole"),
    end: fc.constantFrom("typed", "untyped", "template", "compared", "switch"),
    isJavaScript: fc.boolean(),
  }),
  { minLength: 12, maxLength: 12 },
);

export type Manner = typeof manners extends fc.Arbitrary<(infer One)[]> ? One : never;

/** The clients that the callers share. */
export function clientsFor(baseUrl: string): string {
  const options = `{ baseUrl: ${JSON.stringify(baseUrl)} }`;
  return `import { createShop, createShopClient } from "../shop/index.js";
import { createShopFetch } from "../shop/fetch.js";

export const shop = createShop(${options});
export const client = createShopClient(${options});
export const byPath = createShopFetch(${options});
`;
}

export function callerOf(api: readonly Operation[], manner: Manner, index: number): Caller {
  const operation = must(api[manner.operation % api.length], "an operation");
  const leaves = leavesOf(operation.answer);
  const steps = must(leaves[manner.leaf % leaves.length], "a leaf");
  const args = argumentsOf(operation, manner);
  const call = callOf(operation, manner, args);
  const read = readOf(operation, manner, steps);
  const lines = [
    call.imports,
    ...call.above,
    ...read.above,
    "",
    "export async function run() {",
    ...indented([
      ...call.before,
      ...got(manner, call.text, [...read.before, ...endOf(manner, read, steps)]),
    ]),
    "}",
  ];
  const needsTypes =
    manner.call === "class" ||
    manner.read === "function" ||
    /^(?:variable|spread)$/.test(manner.args) ||
    /^(?:typed|switch)$/.test(manner.end);
  return {
    file: `src/caller${index}.${manner.isJavaScript && !needsTypes ? "js" : "ts"}`,
    text: `${lines.join("\n")}\n`,
    operation: operation.name,
    isWhole: manner.read === "whole" || manner.call === "class",
  };
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

/** What is passed: the text of the argument, and what stands before the call. */
function argumentsOf({ query, body }: Operation, { passed, value, args, call }: Manner) {
  let bit = 0;
  const written = (fields: readonly Field[]): string[] =>
    fields.flatMap(({ name, required, kind }) => {
      const isPassed = required || ((passed >> (bit++ % 20)) & 1) === 1;
      return isPassed ? [`${name}: ${textOf(kind)}`] : [];
    });
  const textOf = (kind: Kind): string => {
    if ("fields" in kind) return braced(written(kind.fields));
    if (kind.is === "enum") return JSON.stringify(kind.values[value % kind.values.length]);
    return { text: '"text"', count: "1", flag: "true" }[kind.is];
  };
  const own = written(query);
  const sent = body && [`body: ${braced(written(body))}`];
  const all =
    call === "fetch"
      ? [...(query.length > 0 ? [`params: { query: ${braced(own)} }`] : []), ...(sent ?? [])]
      : [...own, ...(sent ?? [])];
  switch (args) {
    case "inline":
      return { before: [], text: braced(all) };
    case "lines":
      return { before: [], text: `{\n${all.map((each) => `    ${each},\n`).join("")}  }` };
    case "variable":
      return { before: [`const input = ${braced(all)} as const;`], text: "input" };
    case "spread":
      return { before: [`const input = ${braced(all)} as const;`], text: "{ ...input }" };
  }
}

const braced = (parts: readonly string[]) => (parts.length > 0 ? `{ ${parts.join(", ")} }` : "{}");

function callOf(
  { name, path, body }: Operation,
  { call }: Manner,
  { before, text }: { readonly before: readonly string[]; readonly text: string },
) {
  const shop = 'import { shop } from "./clients.js";';
  const find = `find${name[0]?.toUpperCase()}${name.slice(1)}`;
  switch (call) {
    case "facade":
      return { imports: shop, above: [], before, text: `shop.${name}.find(${text})` };
    case "group":
      return {
        ...{ imports: shop, above: [] },
        before: [`const { ${name}: group } = shop;`, ...before],
        text: `group.find(${text})`,
      };
    case "function":
      return {
        imports: `import { ${find} as find } from "../shop/index.js";\nimport { client, shop } from "./clients.js";`,
        ...{ above: [], before, text: `find(client, ${text})` },
      };
    case "wrapper":
      return {
        imports: shop,
        above: [
          "",
          "function load() {",
          ...indented([...before, `return shop.${name}.find(${text});`]),
          "}",
        ],
        ...{ before: [], text: "load()" },
      };
    case "class":
      return {
        imports: shop,
        above: [
          ...["", "class Finder {", "  readonly #shop = shop;"],
          `  find(input: Parameters<typeof shop.${name}.find>[0]) {`,
          `    return this.#shop.${name}.find(input);`,
          ...["  }", "}"],
        ],
        ...{ before, text: `new Finder().find(${text})` },
      };
    case "fetch":
      return {
        imports: 'import { byPath } from "./clients.js";',
        ...{ above: [], before, text: `byPath.${body ? "POST" : "GET"}("${path}", ${text})` },
      };
  }
}

/** The statements around those that use the answer, `it`. */
function got({ call, get }: Manner, text: string, use: readonly string[]): string[] {
  if (call === "fetch")
    return [`const { data: it } = await ${text};`, 'if (!it) throw new Error("nothing");', ...use];
  switch (get) {
    case "await":
      return [`const it = await ${text};`, ...use];
    case "then":
      return [`return ${text}.then((it) => {`, ...indented(use), "});"];
    case "result":
      return [
        `const outcome = await ${text}.result();`,
        ...["if (!outcome.ok) throw outcome.error;", "const it = outcome.data;", ...use],
      ];
  }
}

interface Read {
  readonly above: readonly string[];
  readonly before: readonly string[];
  readonly text: string;
}

function readOf({ name }: Operation, { read, call, value }: Manner, steps: readonly Field[]): Read {
  const [first, second] = steps;
  const top = must(first, "a field").name;
  const isMapped = value % 2 === 1;
  /** What is behind the first field. */
  const rest = (isElement = false) => {
    if (!first || !second) return "";
    const chain = first.required ? "" : "?.";
    const inner = isElement ? `["${second.name}"]` : `.${second.name}`;
    if (first.kind.is === "object")
      return isElement ? `${chain}${inner}` : `${chain || "."}${second.name}`;
    return isMapped
      ? `${chain || "."}map((each) => each${inner})[0]`
      : `${chain}[0]?.${inner.replace(/^\./, "")}`;
  };
  switch (call === "fetch" && read === "function" ? "path" : read) {
    case "path":
      return { above: [], before: [], text: `it.${top}${rest()}` };
    case "parts":
      return { above: [], before: [`const { ${top}: part } = it;`], text: `part${rest()}` };
    case "alias":
      return {
        above: [],
        before: ["const same = it;", `const part = same.${top};`],
        text: `part${rest()}`,
      };
    case "element":
      return { above: [], before: [], text: `it["${top}"]${rest(true)}` };
    case "function":
      return {
        above: [
          ...["", `function read(given: Awaited<ReturnType<typeof shop.${name}.find>>) {`],
          ...[`  return given.${top}${rest()};`, "}"],
        ],
        ...{ before: [], text: "read(it)" },
      };
    case "whole":
      return { above: [], before: [], text: "JSON.stringify(it)" };
  }
}

/** What is done with what was read. */
function endOf({ read, end, value }: Manner, { text }: Read, steps: readonly Field[]): string[] {
  const { kind } = must(steps.at(-1), "a field");
  const isSure = steps.every((each) => each.required && each.kind.is !== "list");
  if (read === "whole" || "fields" in kind) return [`return ${text};`];
  const values = kind.is === "enum" ? kind.values.map((each) => JSON.stringify(each)) : [];
  switch (end) {
    case "typed": {
      const own =
        kind.is === "enum"
          ? values.join(" | ")
          : { text: "string", count: "number", flag: "boolean" }[kind.is];
      return [`const kept: ${own}${isSure ? "" : " | undefined"} = ${text};`, "return kept;"];
    }
    case "template":
      return [`return \`<\${${text}}>\`;`];
    case "compared": {
      const other =
        kind.is === "enum"
          ? values[value % values.length]
          : { text: '"text"', count: "1", flag: "true" }[kind.is];
      return [`return ${text} === ${other} ? "is" : "is not";`];
    }
    case "switch":
      if (kind.is !== "enum" || !isSure) return [`return ${text};`];
      return [
        `const which = ${text};`,
        "switch (which) {",
        ...values.flatMap((each) => [`  case ${each}:`, `    return "is ${each.slice(1, -1)}";`]),
        ...["  default: {", "    const none: never = which;", "    return none;", "  }", "}"],
      ];
    case "untyped":
      return [`return ${text};`];
  }
}

/** The fields without fields of their own, each with those that lead to it. */
function leavesOf(fields: readonly Field[]): Field[][] {
  return fields.flatMap((field) =>
    "fields" in field.kind
      ? leavesOf(field.kind.fields).map((more) => [field, ...more])
      : [[field]],
  );
}
