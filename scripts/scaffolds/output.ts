import { SyntaxKind } from "ts-morph";
import { camel, kebabCase, type Scaffold } from "./scaffold.js";

/** A folder of `generator/outputs`, off by default, with one file that lists the operations. */
export const output: Scaffold = {
  name: kebabCase,
  example: "`query-hooks`",
  files: (name) => ({
    [`generator/outputs/${name}/index.ts`]: `import type { Api } from "../../model/index.js";
import { printModule, toLiteral } from "../../typescript/index.js";
import type { NoOptions, Output } from "../output.js";

/** \`${name}\`: in \`${name}.ts\`, the id of each operation. */
export const ${camel(name)}Output: Output<NoOptions, Api> = {
  name: "${name}",
  about: "\`${name}.ts\`: the id of each operation.",
  options: {},
  packages: [],
  claims: () => [],
  files: (_, api) => [{ path: "${name}.ts", text: print(api) }],
};

function print(api: Api): string {
  const ids = api.operations.map(({ id }) => id);
  return printModule([\`export const operationIds = \${toLiteral(ids)} as const;\`]);
}
`,
    [`test/outputs/${name}.test.ts`]: `import { expect, test } from "vitest";
import { ${camel(name)}Output } from "../../generator/outputs/${name}/index.js";
import { model, specWith } from "../support/generator.js";

test("${name} lists the id of each operation", async () => {
  const { api } = await model(
    specWith({ "GET /pets": { operationId: "listPets" }, "POST /pets": { operationId: "addPet" } }),
  );
  expect(await ${camel(name)}Output.files(api.contract, api, {})).toEqual([
    {
      path: "${name}.ts",
      text: 'export const operationIds = ["listPets", "addPet"] as const;\\n',
    },
  ]);
});
`,
  }),
  register(name, open) {
    const file = open("generator/outputs/built-in-outputs.ts");
    file.addImportDeclaration({
      moduleSpecifier: `./${name}/index.js`,
      namedImports: [`${camel(name)}Output`],
    });
    const list = file
      .getFunctionOrThrow("builtInOutputs")
      .getFirstDescendantByKindOrThrow(SyntaxKind.ReturnStatement)
      .getFirstDescendantByKindOrThrow(SyntaxKind.ArrayLiteralExpression);
    list.addElement(`${camel(name)}Output`);
  },
  next: (name) => [
    `  1. Say in generator/outputs/${name}/index.ts what it makes, and write the test first.`,
    "  2. npm run format && npm run config-schema && npm run docs: the schema and the pages list it.",
    "  3. Enter it in CHANGELOG.md.",
  ],
};
