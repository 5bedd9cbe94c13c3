import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { specText } from "../impact/fix/support.js";
import { type Run, tetherAll } from "../support/command-line.js";
import { makeFolder, readFiles, writeFiles } from "../support/generator.js";
import { commitAll, git } from "../support/git.js";

const call = (id: string) =>
  `import { createShop } from "../shop/index.js";\n\nconst order = await createShop({}).orders.get({ ${id}: "1" });\n`;
const reads = (id: string, total: string) => `${call(id)}export const total = order.${total};\n`;

/** Sources as a person has them, which a patch has to leave as they are where nothing changes. */
const sources = (id: string, total: string, list = "listOrders", method = "list") => ({
  "src/with spaces.ts": reads(id, total),
  "src/windows.ts": `\ufeff${reads(id, total)}`.replaceAll("\n", "\r\n"),
  "src/tabs.ts": `${call(id)}{\n\t{\n\t\tString(order.${total});\n\t}\n}`,
  "src/names.ts": `import { createShop, ${list} } from "../shop/index.js";\nexport const all = await createShop({}).orders.${method}();\nexport { ${list === "listOrders" ? list : `${list} as listOrders`} };\n`,
});

const old = sources("order_id", "total");
const mended = sources("id", "amount");
const renamed = sources("id", "amount", "searchOrders", "search");

let folder: string;
const ofCaller = () =>
  Object.fromEntries(Object.entries(readFiles(folder)).filter(([path]) => path.startsWith("src/")));
const run = async (...lines: readonly string[]): Promise<Run[]> =>
  tetherAll(lines.map((line) => ({ folder, args: line.split(" ") })));

beforeAll(async () => {
  folder = makeFolder({
    "old.yaml": specText("base"),
    "openapi.yaml": specText("base"),
    "package.json": '{ "type": "module" }',
    "tether.config.yaml": "spec: openapi.yaml\noutput: shop\nclient: { name: Shop }\n",
    "tsconfig.json": JSON.stringify({
      compilerOptions: { target: "es2022", module: "nodenext", strict: true, types: [] },
      include: ["src"],
    }),
    ...old,
  });
  await run("generate --quiet");
  commitAll(folder);
  writeFiles(folder, { "openapi.yaml": specText("revision") });
});

describe("impact --fix", () => {
  test("prints a patch that git applies, and says what it is", async () => {
    const [fix] = await run("impact old.yaml openapi.yaml --fix");
    expect(fix?.err).toMatch(/6 places in 3 files would change: `git apply` takes the patch/);
    expect(fix?.code).toBe(0);
    expect(ofCaller()).toEqual(old);
    writeFileSync(join(folder, "p.patch"), fix?.out ?? "");
    git(folder, "apply", "p.patch");
    expect(ofCaller()).toEqual({ ...mended, "src/names.ts": old["src/names.ts"] });
    git(folder, "apply", "--reverse", "p.patch");
    expect(ofCaller()).toEqual(old);
  });

  test("writes with --write, and a second run changes nothing", async () => {
    const [fix, again] = await run(
      "impact old.yaml openapi.yaml --fix --write",
      "impact old.yaml openapi.yaml --fix --write --todo",
    );
    expect(fix?.err).toMatch(/changed 6 places in 3 files/);
    expect([fix?.out, fix?.code]).toEqual(["", 0]);
    expect(again?.err).toMatch(/nothing has to change/);
    expect(ofCaller()).toEqual({ ...mended, "src/names.ts": old["src/names.ts"] });
  });
});

describe("impact --fix --todo", () => {
  const left = join("src", "left.ts");
  const code =
    'import { createShop } from "../shop/index.js";\n\nexport const body = { reference: "r" };\nawait createShop({}).orders.create({ body });\n';

  test("marks what still breaks by its finding, once, and exits with 1", async () => {
    writeFiles(folder, { [left]: code });
    const [fix, again] = await run(
      "impact old.yaml openapi.yaml --fix --write --todo",
      "impact old.yaml openapi.yaml --fix --write --todo",
    );
    expect(fix?.err).toMatch(/src\/left\.ts:3:23: left as it is: it is purchaseReference where/);
    expect(fix?.err).toMatch(/src\/left\.ts:4:\d+: still breaks: TS2741 /);
    const [, , , comment, ...rest] = readFileSync(join(folder, left), "utf8").split("\n");
    expect(comment).toMatch(/^\/\/ TODO\(tether [0-9a-f]{12}\): .*reference.*purchaseReference/);
    expect(rest.join("\n")).toBe(code.split("\n").slice(3).join("\n"));
    expect([fix?.code, again?.code]).toEqual([1, 1]);
    expect(again?.err).toMatch(/nothing has to change/);
    rmSync(join(folder, left));
  });
});

describe("generate --rename --fix", () => {
  test("is offered where names change", async () => {
    const [fix] = await run("generate --rename");
    expect(fix?.err).toMatch(
      /3 places in 1 file of tsconfig\.json have names that are others now: .* `generate --rename --fix tsconfig\.json` changes them/,
    );
    git(folder, "checkout", "--", "shop");
  });

  test("changes the code for the names that it gives", async () => {
    const [lone, kept, fix] = await run(
      "generate --write",
      "generate --fix .",
      "generate --rename --fix tsconfig.json --write",
    );
    expect([lone?.code, lone?.err]).toEqual([
      2,
      expect.stringMatching(/--write says how to --fix/),
    ]);
    expect(kept?.err).toMatch(/nothing has to change/);
    expect(fix?.err).toMatch(/changed 3 places in 1 file/);
    expect(ofCaller()).toEqual(renamed);
    expect(readFileSync(join(folder, "shop/groups/orders.ts"), "utf8")).toContain("searchOrders(");
  });
});
