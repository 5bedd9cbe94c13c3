import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type * as Styles from "../../generator/runtime/styles.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "node_modules/.cache/replacement");

/** What `styles.ts` would be without openapi-fetch. */
const replacement = `import type { Texts } from "./parameters.js";

export function writeStyled(name: string, value: Texts, style: string, explode: boolean): string {
  const pairs: [string | undefined, string][] =
    typeof value === "string"
      ? [[undefined, value]]
      : Array.isArray(value)
        ? value.map((item) => [undefined, item])
        : Object.entries(value);
  if (pairs.length === 0) return "";
  if (style === "deepObject") return pairs.map(([key, text]) => \`\${name}%5B\${key}%5D=\${text}\`).join("&");
  const named = style !== "simple" && style !== "label";
  const prefix = style === "label" ? "." : style === "matrix" ? ";" : "";
  if (explode && typeof value !== "string") {
    const joiner = { simple: ",", label: ".", matrix: ";" }[style] ?? "&";
    const parts = pairs.map(([key, text]) => (key ? \`\${key}=\${text}\` : named ? \`\${name}=\${text}\` : text));
    return prefix + parts.join(joiner);
  }
  const joiner = { spaceDelimited: "%20", pipeDelimited: "%7C" }[style] ?? ",";
  const flat = pairs.flatMap(([key, text]) => (key === undefined ? [text] : [key, text])).join(joiner);
  return prefix + (named ? \`\${name}=\${flat}\` : flat);
}
`;

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "generated"), folder, { recursive: true });
  writeFileSync(join(folder, "runtime/styles.ts"), replacement);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("with one file replaced, the client knows nothing of openapi-fetch", () => {
  const mentions = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => readFileSync(join(folder, file), "utf8").includes("openapi-fetch"));
  expect(mentions).toEqual([]);
});

test("the replacement writes what openapi-fetch writes", async () => {
  const load = (path: string): Promise<typeof Styles> => import(pathToFileURL(path).href);
  const ours = await load(join(folder, "runtime/styles.ts"));
  const theirs = await load(join(root, "generator/runtime/styles.ts"));
  const values = ["blue", ["blue"], ["blue", "black"], [], { R: "100", G: "200" }, {}];
  const cases = [
    ...["simple", "label", "matrix", "form"].flatMap((style) => [
      [style, true] as const,
      [style, false] as const,
    ]),
    ["spaceDelimited", false] as const,
    ["pipeDelimited", false] as const,
  ].flatMap(([style, explode]) => values.map((value) => [value, style, explode] as const));
  const objects = [
    [{ R: "100", G: "200" }, "deepObject", true] as const,
    [{ R: "100" }, "deepObject", false] as const,
  ];
  expect(cases).toHaveLength(60);
  for (const [value, style, explode] of [...cases, ...objects]) {
    expect([style, explode, ours.writeStyled("color", value, style, explode)]).toEqual([
      style,
      explode,
      theirs.writeStyled("color", value, style, explode),
    ]);
  }
});

test("a client with the replacement sends the same requests", async () => {
  const { createCofactr } = (await import(pathToFileURL(join(folder, "index.ts")).href)) as {
    createCofactr: typeof import("../../generated/index.js").createCofactr;
  };
  const urls: string[] = [];
  const cofactr = createCofactr({
    apiKey: "k",
    fetch: async (url) => {
      urls.push(url);
      return Response.json([]);
    },
  });
  await cofactr.boms.list({ org_id: "a b" });
  expect(urls).toEqual(["https://flagship-api.cofactr.com/v1/boms/?org_id=a%20b"]);
});
