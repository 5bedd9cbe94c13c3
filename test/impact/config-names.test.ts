import { join } from "node:path";
import { expect, test } from "vitest";
import { impactOf } from "../../generator/impact/index.js";
import { must } from "../../generator/narrowing.js";
import { generateInto, makeFolder, specWith } from "../support/generator.js";
import { settings } from "./fix/support.js";
import { written } from "./support.js";

test("a client that the code calls otherwise is chosen by its name in the config", async () => {
  const spec = (...names: string[]) =>
    specWith(Object.fromEntries(names.map((name) => [`GET /${name}`, { operationId: name }])));
  const folder = makeFolder({
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["src"] }),
    "base.yaml": spec("a", "b"),
    "revision.yaml": spec("a"),
    "tether.config.yaml": JSON.stringify({
      ...{ spec: "base.yaml", output: "shop", client: { name: "Sales" } },
    }),
    "src/a.ts": `import { createDepot } from "../depot/index.js";
import { b, createShopClient } from "../shop/index.js";
const client = createShopClient({});
export const depot = createDepot({});
export const call = () => b(client);
`,
  });
  await generateInto(spec("a", "b"), join(folder, "shop"), { name: "Shop" });
  await generateInto(spec("a", "b"), join(folder, "depot"), { name: "Depot" });
  const [result] = await impactOf({
    ...{ base: join(folder, "base.yaml"), revision: join(folder, "revision.yaml") },
    ...{ config: join(folder, "tether.config.yaml"), projects: [folder], client: "Sales" },
  });
  const { report } = must(result, "a project has a report");
  expect(report.client).toEqual({ name: "Shop", from: "shop" });
  expect(written(report).slice(0, 1)).toEqual(["breaks operation.endpoint.removed"]);
});
