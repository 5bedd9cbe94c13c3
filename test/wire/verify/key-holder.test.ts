import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse, stringify } from "yaml";
import { generate } from "../../../generator/index.js";
import { loadSpec } from "../../../generator/load/index.js";
import { buildApi } from "../../../generator/model/index.js";
import { answer, json, type Respond, serve, type TestServer } from "../../runtime/server.js";
import { makeFolder, readFiles, repository } from "../../support/generator.js";
import { wrongInObservations } from "../../support/observations-schema.js";
import { runVerify } from "./run-verify.js";

/**
 * What docs/verify.md tells the person with a key, with the real spec and a stand-in of the service
 * that answers as Django REST framework does: some paths are as they were concluded, others are not.
 */

const key = "canary-key-5c1d";
const line = { uid: "0c1f7c9e-3f2b-4b7a-9a5e-000000000001", mpn: "canary-mpn", quantity: 2 };
const bom = { id: 101, name: "canary-name", created: "2026-03-01T10:00:00.123456Z" };
const page = (item: object) => ({ count: 1, next: null, results: [item] });
const routes: readonly (readonly [RegExp, object, string])[] = [
  [/^\/v1\/boms\/$/, page(bom), "GET, POST"],
  [/^\/v1\/boms\/101\/$/, bom, "GET, PATCH, DELETE"],
  [/^\/v1\/boms\/101\/lines\/$/, page(line), "GET, POST"],
  [/^\/v1\/boms\/101\/lines\/0c1f[^/]*\/$/, line, "GET, PATCH, DELETE"],
  [/^\/v1\/programs\/$/, { detail: "You do not have permission." }, "GET, POST"],
];

const service: Respond = (response, arrived) => {
  const { method, headers, target } = arrived;
  const respond = (with_: Respond) => with_(response, arrived);
  const path = target.replace(/\?.*/, "");
  const found = routes.find(([pattern]) => pattern.test(path));
  if (!found) return respond(answer(404, { "content-type": "text/html" }, "<h1>Not Found</h1>"));
  const [, value, allow] = found;
  if (headers.authorization !== `Api-Key ${key}`)
    return respond(json({ detail: "Authentication credentials were not provided." }, 401));
  if (method === "OPTIONS") {
    const own = { "content-type": "application/json", allow: `${allow}, HEAD, OPTIONS` };
    return respond(answer(200, own, JSON.stringify({ name: "Bom List", renders: [] })));
  }
  return respond(json(value, path === "/v1/programs/" ? 403 : 200));
};

let server: TestServer;
beforeAll(async () => {
  server = await serve();
  server.respond = service;
  vi.stubEnv("COFACTR_API_KEY", key);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

/** The commands below a heading of the page. */
function commandsOf(heading: string): string[] {
  const [, after = ""] = readFileSync(join(repository, "docs/verify.md"), "utf8").split(heading);
  const [, block = ""] = /```console\n(.*?)```/s.exec(after) ?? [];
  return block.trim().split("\n");
}

/** The repository as far as the commands use it, with the stand-in in place of the service. */
function cloned(): string {
  const folder = makeFolder();
  cpSync(join(repository, "spec"), join(folder, "spec"), { recursive: true });
  const config = parse(readFileSync(join(repository, "tether.config.yaml"), "utf8"));
  expect(config.verify.allowHosts).toEqual(["flagship-api.cofactr.com"]);
  config.verify.allowHosts = [new URL(server.url).host];
  writeFileSync(join(folder, "tether.config.yaml"), stringify(config));
  return folder;
}

const inferredIn = async (folder: string) => {
  const { api } = buildApi(await loadSpec(join(folder, "spec/openapi.yaml")));
  return api.operations.filter(({ isInferred }) => isInferred).map(({ id }) => id);
};

test("two commands make the paths that answer observed, and their answers typed", async () => {
  const folder = cloned();
  const config = ["--config", join(folder, "tether.config.yaml")];
  const [verify = "", generating] = commandsOf("## For whoever has a key of Cofactr");
  expect(generating).toBe("npm run generate");
  const [npx, tether, command, ...args] = verify.split(" ");
  expect([npx, tether, command]).toEqual(["npx", "spec-tether", "verify"]);
  const given = args.map((each) => each.replace("https://flagship-api.cofactr.com", server.url));
  const run = () => runVerify([...given, ...config, "--rate", "1000"], "y");

  const before = await inferredIn(folder);
  const first = await run();
  expect(server.take().every(({ method }) => /^(?:GET|OPTIONS)$/.test(method))).toBe(true);
  expect(first.stdout).toContain("GET /v1/users/: nothing is there");
  expect(first.stdout).toContain("GET /v1/programs/: the credential may not read it");
  const after = await inferredIn(folder);
  expect(before.filter((id) => !after.includes(id))).toEqual([
    "getBom",
    "listBomLines",
    "getBomLine",
  ]);

  await generate({ config: join(folder, "tether.config.yaml") });
  const client = readFiles(join(folder, "generated"));
  expect(client["groups/boms.ts"]).toMatch(
    /export type GetBomData = \{(?:\s|\/\*\*.*?\*\/)*created\?: string;(?:\s|\/\*\*.*?\*\/)*id\?: number;/s,
  );

  // On another day it adds up, and changes nothing but the counts.
  const files = readFiles(folder);
  await run();
  const again = readFiles(folder);
  const withoutCounts = (text = "") => text.replaceAll(/(?:seen|of|first|last): .*/g, "");
  for (const name of ["spec/openapi.yaml", "spec/paths/boms.yaml"])
    expect(withoutCounts(again[name])).toBe(withoutCounts(files[name]));
  const store = again["spec/observations/operations.json"] ?? "";
  expect(wrongInObservations(store)).toEqual([]);
  expect(JSON.parse(store).operations.map(({ seen }: { seen: number }) => seen)).toEqual([
    2, 2, 2, 2,
  ]);
  expect(JSON.stringify([first, again])).not.toContain("canary");
});
