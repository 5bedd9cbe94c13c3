import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { compileFiles } from "../support/compiler.js";
import { makeFolder, repository, writeFiles } from "../support/generator.js";
import { buildToolInto } from "../support/tool.js";

/** The package as it is published: `spec-tether/outputs` is found by its `exports`. */
const folder = makeFolder();
beforeAll(() => buildToolInto(folder));

const typed = `import { type Contract, type Names, type Output, outputsVersion } from "spec-tether/outputs";

interface Options {
  readonly title: string;
}

const version: 1 = outputsVersion;

export default {
  name: "typed",
  options: { type: "object", properties: { title: { type: "string", default: "T" } } },
  packages: [],
  claims: (contract: Contract) => contract.operations.map(({ name }) => name.operationId ?? "none"),
  async files(contract, names: Names, { title }) {
    const lines = contract.operations.flatMap((operation) => {
      const called = names.operation(operation);
      const media = operation.body?.content.get("application/json");
      const body = media?.schema && contract.schemas.read(media.schema);
      return called ? [title, called.function, called.item ?? "", ...(body?.types ?? [])] : [];
    });
    return [{ path: "typed.txt", text: lines.join("\\n") + version }];
  },
} satisfies Output<Options>;
`;

const misfits = [
  ["contract.operations.map", "contract.circles.map", "circles"],
  ["called.function", "called.gone", "gone"],
  ["packages: []", "packages: [1]", "number"],
  ["{ path: ", "{ file: ", "file"],
] as const;

/** What the compiler says of modules beside the package, all in one program. */
let errors = "";
beforeAll(() => {
  const modules = { "own.ts": typed };
  const wrong = misfits.map(([right, instead], index) => [
    `misfit${index}.ts`,
    typed.replace(right, instead),
  ]);
  const files: Record<string, string> = { ...modules, ...Object.fromEntries(wrong) };
  writeFiles(folder, files);
  const options = { noEmit: true, strict: true, module: "nodenext", target: "es2022" };
  // What is wanted are the errors in these modules.
  const types = { types: ["node"], skipLibCheck: true };
  errors = compileFiles(folder, { ...options, ...types }, Object.keys(files));
});

test("the types of an output are found in the package, and are correct", () => {
  expect(errors).toMatch(/^misfit0\.ts/m);
  expect(errors).not.toMatch(/^own\.ts/m);
});

test.each(misfits.map((misfit, index) => [...misfit, index] as const))(
  "what does not fit them is told: %s as %s",
  (right, _, word, index) => {
    expect(typed).toContain(right);
    expect(errors).toMatch(new RegExp(`^misfit${index}\\.ts.*error.*${word}`, "m"));
  },
);

test("besides types, it only exports the version", () => {
  const code = 'import("spec-tether/outputs").then((all) => console.log(JSON.stringify(all)))';
  const out = execFileSync(process.execPath, ["-e", code], { cwd: folder, encoding: "utf8" });
  expect(JSON.parse(out)).toEqual({ outputsVersion: 1 });
});

test("an output in TypeScript is loaded if Node can, and otherwise refused with advice", () => {
  const project = makeFolder({
    "own.ts": typed.replaceAll(
      /^.*spec-tether.*$/gm,
      "type Contract = any; type Names = any; type Output<T> = any; const outputsVersion = 1;",
    ),
    "openapi.json": readFileSync(join(repository, "test/micro/deprecated/openapi.yaml"), "utf8"),
    "tether.config.yaml": "spec: openapi.json\noutputs: { ./own.ts: true }\n",
  });
  const bin = join(folder, "bin/tether.js");
  const run = spawnSync(process.execPath, [bin, "generate"], { cwd: project, encoding: "utf8" });
  const can = Boolean((process.features as { typescript?: unknown }).typescript);
  if (can) expect(run.status).toBe(0);
  else {
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(
      /Node [\d.]+ cannot import such a file; write it as \.js or \.mjs$/m,
    );
  }
});
