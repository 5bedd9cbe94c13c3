import { type Files, makeFolder, readFiles, specWith } from "../support/generator.js";

/** Two operations, one of them named as many an output would name something, and an enum. */
export const spec = specWith(
  {
    "GET /boms": {
      operationId: "listBoms",
      tags: ["boms"],
      parameters: [{ name: "state", in: "query", schema: { $ref: "#/components/schemas/State" } }],
      responses: {
        200: {
          description: "All",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Bom" } } },
        },
      },
    },
    "POST /boms": {
      operationId: "routes",
      tags: ["boms"],
      "x-client": { group: "boms.lines", method: "add" },
      responses: { 204: { description: "Done" } },
    },
  },
  {
    components: {
      schemas: {
        Bom: { type: "object", properties: { state: { $ref: "#/components/schemas/State" } } },
        State: { type: "string", enum: ["on", "off"] },
      },
    },
  },
);

/** The source of a module whose output has these members. */
export function moduleOf(members: Readonly<Record<string, string>> = {}): string {
  const all = {
    name: '"routes"',
    options: "{}",
    packages: "[]",
    claims: "() => []",
    files: '() => [{ path: "routes.md", text: "# Routes\\n" }]',
    ...members,
  };
  const lines = Object.entries(all).map(([name, value]) => `  ${name}: ${value},\n`);
  return `export default {\n${lines.join("")}};\n`;
}

/** A project whose config chooses outputs. */
export function projectWith(outputs: unknown, files: Files = {}): string {
  return makeFolder({
    "openapi.json": spec,
    "tether.config.yaml": `spec: openapi.json\noutput: client\noutputs: ${JSON.stringify(outputs)}\n`,
    ...files,
  });
}

/** The files of the client of a project. */
export function clientOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(readFiles(folder)).flatMap(([path, text]) =>
      path.startsWith("client/") ? [[path.slice("client/".length), text]] : [],
    ),
  );
}
