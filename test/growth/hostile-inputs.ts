import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A spec that means harm, or is none. */
export interface HostileInput {
  readonly name: string;
  /** Writes the spec and what it refers to into a folder; returns the path of the spec. */
  readonly write: (folder: string) => string;
  /** The code of the first diagnostic; "fine" if the spec can be read. */
  readonly want: string;
}

const head = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n";
const million = 1_000_000;

const written =
  (data: string | Uint8Array, name = "openapi.yaml") =>
  (folder: string): string => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };

const letters = [..."abcdefghij"];

/** Each of these stands for ten of the one before. */
const laughs = (value: (name: string) => string) =>
  `${head}x-a: &a [1,2,3,4,5,6,7,8,9,0]\n${letters
    .slice(1)
    .map((name, at) => `x-${name}: &${name} ${value(letters[at] ?? "")}`)
    .join("\n")}\n`;

const schemas = (value: object): string =>
  JSON.stringify({ openapi: "3.1.0", info: {}, paths: {}, components: { schemas: value } });

/** `A0` refers to `A1`, and so on; the last one to whatever is given. */
const chain = (length: number, last: object): string =>
  schemas(
    Object.fromEntries(
      Array.from({ length }, (_, at) => [
        `A${at}`,
        at === length - 1 ? last : { $ref: `#/components/schemas/A${at + 1}` },
      ]),
    ),
  );

const swagger = (definitions: object): string => JSON.stringify({ swagger: "2.0", definitions });

const swaggerSections = [
  ...["definitions", "parameters", "responses", "securityDefinitions"],
  ...["paths", "consumes", "host", "schemes"],
];

export const hostileInputs: readonly HostileInput[] = [
  {
    name: "aliases that stand for 10^10 nodes",
    write: written(laughs((name) => `[${`*${name},`.repeat(10)}]`)),
    want: "aliases-multiply",
  },
  {
    name: "aliases that stand for 10^10 nodes, in maps",
    write: written(laughs((name) => `{${letters.map((key) => `${key}: *${name}`).join(", ")}}`)),
    want: "aliases-multiply",
  },
  {
    name: "merge keys that copy 2,000 keys 2,000 times",
    write: written(
      `${head}x-a: &a {${Array.from({ length: 2000 }, (_, at) => `k${at}: 1`).join(", ")}}\nx-b:\n${"  - <<: *a\n".repeat(2000)}`,
    ),
    want: "yaml-syntax",
  },
  {
    name: "an alias inside itself, twice",
    write: written(`${head}x-a: &a [*a, *a]\n`),
    want: "aliases-multiply",
  },
  ...[
    { name: "lists in each other on one line", text: `${head}x: ${"[".repeat(10_000)}` },
    { name: "maps in each other on one line", text: `${head}x: ${"{a: ".repeat(10_000)}` },
    { name: "one-key maps in lists", text: `${head}x: ${"[a: ".repeat(10_000)}` },
    { name: "lists in each other by dashes", text: `${head}x:\n ${"- ".repeat(10_000)}` },
    { name: "keys of keys", text: `${head}x:\n ${"? ".repeat(10_000)}` },
    {
      name: "maps in each other by indentation",
      text: `${head}x:\n${Array.from({ length: 4000 }, (_, at) => `${" ".repeat(at + 1)}a:\n`).join("")}`,
    },
  ].map(({ name, text }) => ({
    name: `10,000 ${name}`,
    write: written(text),
    want: "nesting-too-deep",
  })),
  {
    name: "100,000 lists in each other as JSON",
    write: written(`{"openapi":"3.1.0","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    want: "nesting-too-deep",
  },
  {
    name: "10,000 references behind each other, and a circle at the end",
    write: written(chain(10_000, { $ref: "#/components/schemas/A0" })),
    want: "ref-circular",
  },
  {
    name: "10,000 references behind each other, and a value at the end",
    write: written(chain(10_000, { type: "string" })),
    want: "fine",
  },
  {
    name: "10,000 schemas of another file, each with the next one in it",
    write: (folder) => {
      const next = Array.from({ length: 10_000 }, (_, at) => [
        `A${at}`,
        { properties: { next: { $ref: `#/A${(at + 1) % 10_000}` } } },
      ]);
      written(JSON.stringify(Object.fromEntries(next)), "b.json")(folder);
      return written(schemas({ First: { $ref: "b.json#/A0" } }))(folder);
    },
    want: "fine",
  },
  {
    name: "10,000 places that want the same name",
    write: (folder) => {
      const places = Array.from({ length: 10_000 }, (_, at) => [`p${at}`, { same: {} }]);
      written(JSON.stringify(Object.fromEntries(places)), "b.json")(folder);
      const refs = places.map(([name]) => ({ $ref: `b.json#/${String(name)}/same` }));
      return written(schemas({ All: { anyOf: refs } }))(folder);
    },
    want: "fine",
  },
  {
    name: "10,000 references to nothing, on one line",
    write: written(
      schemas(
        Object.fromEntries(
          Array.from({ length: 10_000 }, (_, at) => [`A${at}`, { $ref: `#/${at}` }]),
        ),
      ),
    ),
    want: "ref-unresolved",
  },
  {
    name: "10,000 references behind each other, and nothing at the end",
    write: written(chain(10_000, { $ref: "#/nothing" })),
    want: "ref-unresolved",
  },
  {
    name: "maps that stand for 10^10 schemas",
    write: written(
      JSON.stringify({
        openapi: "3.1.0",
        info: {},
        paths: {},
        components: { schemas: { A: { properties: { $ref: "#/x-maps/0" } } } },
        "x-maps": [
          ...letters.map((_, at) =>
            Object.fromEntries(
              letters.map((key) => [key, { properties: { $ref: `#/x-maps/${at + 1}` } }]),
            ),
          ),
          { a: {} },
        ],
      }),
    ),
    want: "refs-multiply",
  },
  {
    name: "two callbacks in a path that refer to the path",
    write: written(
      JSON.stringify({
        openapi: "3.1.0",
        info: {},
        paths: {
          "/a": {
            post: { callbacks: { c: { x: { $ref: "#/paths/~1a" }, y: { $ref: "#/paths/~1a" } } } },
          },
        },
      }),
    ),
    want: "ref-circular",
  },
  {
    name: "10,000 references through 30 long ones",
    write: (folder) => {
      const way = Array.from({ length: 30 }, (_, at) => [
        `A${at}`,
        { $ref: `#/A${at + 1}/${"a/".repeat(40_000)}` },
      ]);
      written(JSON.stringify(Object.fromEntries(way)), "b.json")(folder);
      const refs = Array.from({ length: 10_000 }, (_, at) => ({ $ref: `b.json#/A0/${at}` }));
      return written(schemas({ All: { anyOf: refs } }))(folder);
    },
    want: "ref-unresolved",
  },
  {
    name: "a reference of 10 million characters",
    write: written(schemas({ A: { $ref: `#/${"a/".repeat(5 * million)}` } })),
    want: "ref-unresolved",
  },
  {
    name: "100 MB",
    write: (folder) => {
      const path = written("openapi: 3.1.0\n")(folder);
      truncateSync(path, 100 * million);
      return path;
    },
    want: "file-too-large",
  },
  {
    name: "40 MB of one scalar",
    write: written(`${head}x: ${"a ".repeat(20 * million)}`),
    want: "fine",
  },
  {
    name: "10 MB of one quoted scalar without an end",
    write: written(`${head}x: "${"a ".repeat(5 * million)}`),
    want: "yaml-syntax",
  },
  {
    name: "10 MB of one JSON string without an end",
    write: written(`{"openapi": "3.1.0", "x": "${"\\\\".repeat(5 * million)}`),
    want: "yaml-syntax",
  },
  { name: "10 MB of spaces", write: written(" ".repeat(10 * million)), want: "not-openapi" },
  {
    name: "10 MB of a comment",
    write: written(`#${"a".repeat(10 * million)}`),
    want: "not-openapi",
  },
  { name: "an empty file", write: written(""), want: "not-openapi" },
  { name: "a scalar", write: written("hello"), want: "not-openapi" },
  { name: "another document", write: written('{ "name": "left-pad" }'), want: "not-openapi" },
  { name: "HTML", write: written("<!doctype html>\n<title>Log in</title>\n"), want: "not-openapi" },
  { name: "Swagger 1.2", write: written("swagger: '1.2'\n"), want: "not-openapi" },
  {
    name: "a version that is an object with a `toString` of its own",
    write: written("swagger: { toString: 1 }\n"),
    want: "not-openapi",
  },
  {
    name: "a Swagger document and nothing in it",
    write: written("swagger: '2.0'\n"),
    want: "fine",
  },
  {
    name: "a Swagger document of nothing but names that objects have",
    write: written(
      `swagger: '2.0'\n${swaggerSections.map((name) => `${name}: { __proto__: { __proto__: null }, constructor: [] }\n`).join("")}`,
    ),
    want: "wrong-shape",
  },
  {
    name: "Swagger definitions that only refer to each other",
    write: written(swagger({ A: { $ref: "#/definitions/B" }, B: { $ref: "#/definitions/A" } })),
    want: "ref-circular",
  },
  {
    name: "Swagger parameters that only refer to each other",
    write: written(
      "swagger: '2.0'\nparameters: { A: { $ref: '#/parameters/B' }, B: { $ref: '#/parameters/A' } }\npaths: { /a: { get: { parameters: [{ $ref: '#/parameters/A' }], responses: {} } } }\n",
    ),
    want: "ref-circular",
  },
  {
    name: "10,000 Swagger references behind each other, and a value at the end",
    write: written(
      swagger(
        Object.fromEntries(
          Array.from({ length: 10_000 }, (_, at) => [
            `A${at}`,
            at === 9_999 ? { type: "string" } : { $ref: `#/definitions/A${at + 1}` },
          ]),
        ),
      ),
    ),
    want: "fine",
  },
  {
    name: "10,000 Swagger parameters behind each other, and a body at the end",
    write: written(
      JSON.stringify({
        swagger: "2.0",
        parameters: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, at) => [
            `A${at}`,
            at === 9_999 ? { in: "body", name: "a" } : { $ref: `#/parameters/A${at + 1}` },
          ]),
        ),
      }),
    ),
    want: "fine",
  },
  {
    name: "Swagger schemas in each other 5,000 deep",
    write: written(
      `{"swagger":"2.0","definitions":{"A":${'{"properties":{"a":'.repeat(5000)}{}${"}}".repeat(5000)}}}`,
    ),
    want: "nesting-too-deep",
  },
  {
    name: "Swagger schemas in each other by `allOf`, 300 deep",
    write: written(
      `{"swagger":"2.0","definitions":{"A":${'{"allOf":['.repeat(300)}{}${"]}".repeat(300)}}}`,
    ),
    want: "fine",
  },
  {
    name: "a Swagger parameter for 10,000 operations, all wrong in the same way",
    write: written(
      JSON.stringify({
        swagger: "2.0",
        parameters: { A: { name: "Authorization", in: "header", type: "string" } },
        paths: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, at) => [
            `/${at}`,
            { get: { parameters: [{ $ref: "#/parameters/A" }], responses: {} } },
          ]),
        ),
      }),
    ),
    want: "fine",
  },
  { name: "OpenAPI 3.3", write: written("openapi: 3.3.0\n"), want: "not-openapi" },
  { name: "a binary file", write: written(gzipSync("x".repeat(1000))), want: "file-not-text" },
  {
    name: "UTF-16",
    write: written(Buffer.from(`\ufeff${head}`, "utf16le")),
    want: "file-not-text",
  },
  { name: "Latin-1", write: written(Buffer.from("a: é", "latin1")), want: "file-not-text" },
  { name: "zero bytes", write: written(new Uint8Array(1000)), want: "yaml-syntax" },
  {
    name: "a folder",
    write: (folder) => {
      mkdirSync(join(folder, "openapi.yaml"));
      return join(folder, "openapi.yaml");
    },
    want: "file-unreadable",
  },
  { name: "a file without an end", write: () => "/dev/zero", want: "file-unreadable" },
  ...["paths", "paths: {/a", "paths: {/a: {get", "components", "components: {schemas"].map(
    (text) => ({
      name: `nothing in ${text}`,
      write: written(`openapi: 3.1.0\n${text}:${"}".repeat(text.split("{").length - 1)}\n`),
      want: "wrong-shape",
    }),
  ),
];
