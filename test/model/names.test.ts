import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../generator/generate/check.js";
import { generate } from "../../generator/generate/generate.js";
import { fromNamesLock } from "../../generator/model/index.js";
import {
  diagnosticsOf,
  generateInto,
  makeFolder,
  model,
  type Output,
  placed,
  specOf,
  specWith,
  writeFiles,
} from "../support/generator.js";

describe("operations without an operationId", () => {
  const cases = [
    { given: ["GET /boms"], want: ["getBoms"] },
    { given: ["GET /v1/boms/{bom_id}/"], want: ["getV1BomsByBomId"] },
    { given: ["GET /boms/{bomId}/lines"], want: ["getBomsByBomIdLines"] },
    { given: ["DELETE /a/{x}-{y}.json"], want: ["deleteAByXByYJson"] },
    { given: ["GET /"], want: ["getRoot"] },
    { given: ["POST /日本"], want: ["post日本"] },
    { given: ["POST /-/"], want: ["postRoot"] },
    { given: ["GET /users/me"], want: ["getUsersMe"] },
    { given: ["PUT /2fa"], want: ["put2fa"] },
    // Paths that differ in nothing that a name can show are told apart by what they are.
    { given: ["GET /a", "GET /a/"], want: [/^getA_[0-9a-f]{6}$/, /^getA_[0-9a-f]{6}$/] },
    { given: ["GET /a-b", "GET /a_b", "GET /c"], want: [/^getAB_\w{6}$/, /^getAB_\w{6}$/, "getC"] },
  ];
  test.each(cases)("$given", async ({ given, want }) => {
    const { api } = await model(specWith(Object.fromEntries(given.map((key) => [key, {}]))));
    const found = api.operations.map(({ names }) => names.function);
    expect(found).toEqual(
      want.map((name) => (typeof name === "string" ? name : expect.stringMatching(name))),
    );
    // What the runtime calls them is unique whatever the names are.
    expect(api.operations.map(({ id }) => id)).toEqual(given);
  });

  test("give way to one that has the name in the spec", async () => {
    const { api } = await model(specWith({ "GET /a": {}, "GET /b": { operationId: "getA" } }));
    expect(api.operations.map(({ names }) => names.function)).toEqual([
      expect.stringMatching(/^getA_\w{6}$/),
      "getA",
    ]);
  });
});

describe("members of the facade", () => {
  const membersOf = async (operations: readonly [id: string, tag: string, group?: string][]) => {
    const entries = operations.map(([operationId, tag, group], index) => [
      `GET /${index}`,
      { operationId, tags: [tag], ...(group && { "x-client": { group } }) },
    ]);
    const { api } = await model(specWith(Object.fromEntries(entries)));
    return api.operations.map(({ names }) => names.method);
  };

  const cases = [
    ["repos/get", "repos", "get"],
    ["repos/list-for-org", "repos", "listForOrg"],
    ["repos_get", "repos", "get"],
    ["repos.get", "Repos", "get"],
    ["reposGet", "repos", "get"],
    ["ReposDelete", "repos", "delete"],
    ["code-scanning/list-alerts", "code-scanning", "listAlerts"],
    ["codeScanningListAlerts", "Code Scanning", "listAlerts"],
    ["APIKeysRotate", "api keys", "rotate"],
    ["BOMList", "bom", "list"],
    // Not the group's name, not a whole word, or another number.
    ["listRepos", "repos", "listRepos"],
    ["repositoriesGet", "repos", "repositoriesGet"],
    ["repoGet", "repos", "repoGet"],
    ["reposGet", "repo", "reposGet"],
    ["reposget", "repos", "reposget"],
    ["repos2get", "repos", "repos2get"],
    ["codeGet", "code-scanning", "codeGet"],
    // Nothing usable is left.
    ["repos", "repos", "repos"],
    ["repos/", "repos", "repos"],
    ["repos/2fa", "repos", "repos2fa"],
    ["repos/🦊", "repos", "repos"],
    ["repos/日本get", "repos", "日本get"],
    ["repos/then", "repos", "reposThen"],
    ["repos/constructor", "repos", "reposConstructor"],
    ["🦊/get", "🦊", "get"],
  ] as const;
  test.each(cases)("%s in %s is %s", async (id, tag, want) => {
    expect(await membersOf([[id, tag]])).toEqual([want]);
  });

  test("keep the names from x-client", async () => {
    const client = { group: "repos", method: "reposGet" };
    const { api } = await model(
      specWith({ "GET /a": { operationId: "repos/get", "x-client": client } }),
    );
    expect(api.operations[0]?.names.method).toBe("reposGet");
  });

  test("are not shortened without an operationId", async () => {
    const { api } = await model(specWith({ "GET /a": { tags: ["get"] } }));
    expect(api.operations[0]?.names.method).toBe("getA");
  });

  test("keep full names if several want a short name, or if it is another's full name", async () => {
    expect(
      await membersOf([
        ["repos/get", "repos"],
        ["repos.Get", "repos"],
        ["repos/list", "repos"],
        ["list", "repos"],
      ]),
    ).toEqual([
      expect.stringMatching(/^reposGet_\w{6}$/),
      expect.stringMatching(/^reposGet_\w{6}$/),
      "reposList",
      "list",
    ]);
    // `reposList` is given back and then wanted by two.
    expect(
      await membersOf([
        ["list", "repos"],
        ["repos/list", "repos"],
        ["repos/repos-list", "repos"],
      ]),
    ).toEqual(["list", "reposList", "reposReposList"]);
    expect(
      await membersOf([
        ["repos/branches", "", "repos"],
        ["a", "", "repos.branches"],
      ]),
    ).toEqual(["reposBranches", "a"]);
  });

  test("functions keep their full name", async () => {
    const { api } = await model(specWith({ "GET /a": { operationId: "a/b", tags: ["a"] } }));
    expect(api.operations[0]?.names).toMatchObject({ function: "aB", method: "b", data: "ABData" });
  });

  const get = { operationId: "repos/get", tags: ["repos"] };
  const readMembers = ({ files }: Output) =>
    Object.entries(
      (JSON.parse(files["names.lock.json"] ?? "") as Record<string, Record<string, object>>)[
        "operations"
      ] ?? {},
    ).map(([identity, names]) => `${identity} ${(names as { member: string }).member}`);

  test("keep their short name when a new member wants it", async () => {
    const { folder } = await generateInto(specWith({ "GET /b": get }));
    const rivals = specWith({
      "GET /a": { ...get, operationId: "reposGet" },
      "GET /b": get,
      "GET /c": { ...get, operationId: "get" },
    });
    const now = await generateInto(rivals, folder);
    expect(readMembers(now)).toEqual([
      "GET /a reposGet",
      "GET /b get",
      expect.stringMatching(/^GET \/c get_\w{6}$/),
    ]);
    expect(now.report.warnings).toEqual([]);
  });

  test("keep the full name of an older lock, until --rename uses the short one", async () => {
    const spec = specWith({ "GET /b": get });
    const first = await generateInto(spec);
    const lock = (first.files["names.lock.json"] ?? "").replace(
      '"member":"get"',
      '"member":"reposGet"',
    );
    writeFileSync(join(first.folder, "names.lock.json"), lock);
    const kept = await generateInto(spec, first.folder);
    expect(readMembers(kept)).toEqual(["GET /b reposGet"]);
    expect(kept.report.warnings).toEqual([]);

    const input = join(makeFolder({ "openapi.yaml": spec }), "openapi.yaml");
    const { warnings } = await generate({ spec: input, output: first.folder, rename: true });
    expect(warnings.map(({ message }) => message)).toEqual([
      "GET /b was called reposGet and is now called get, which breaks its callers",
    ]);
    expect(readMembers(await generateInto(spec, first.folder))).toEqual(["GET /b get"]);
  });
});

describe("names.lock.json", () => {
  const operation = (operationId: string, more: object = {}) => ({ operationId, ...more });
  const before = specWith(
    {
      "GET /boms": operation("listBoms", { tags: ["boms"] }),
      "GET /boms/{id}": operation("getBom", { tags: ["boms"] }),
    },
    { components: { schemas: { "bom-line": {}, APIKey: {} } } },
  );

  test("has a sorted line for each named thing", async () => {
    const { files } = await generateInto(before);
    expect(files["names.lock.json"]).toMatchInlineSnapshot(`
      "{
        "client": {
          "name": "Things"
        },
        "groups": {
          "boms": {"binding":"bomsGroup","group":"BomsGroup","property":"boms"}
        },
        "operations": {
          "GET /boms": {"data":"ListBomsData","function":"listBoms","member":"listBoms","owner":"boms","params":"ListBomsParams","result":"ListBomsResult"},
          "GET /boms/{id}": {"data":"GetBomData","function":"getBom","member":"getBom","owner":"boms","params":"GetBomParams","result":"GetBomResult"}
        },
        "schemas": {
          "APIKey": "APIKey",
          "bom-line": "BomLine"
        }
      }
      "
    `);
  });

  const cases = [
    {
      name: "a newcomer that wants a name that is given gets the suffix",
      now: {
        operations: { "GET /boms": operation("listBoms", { tags: ["boms"] }) },
        schemas: { bomLine: {}, "bom-line": {}, BomLine: {} },
      },
      names: { "schema bom-line": "BomLine", "schema BomLine": /^BomLine_\w{6}$/ },
      warnings: [],
    },
    {
      name: "another operationId",
      now: { operations: { "GET /boms": operation("findBoms", { tags: ["boms"] }) } },
      names: {
        "function GET /boms": "listBoms",
        "params GET /boms": "ListBomsParams",
        "member GET /boms": "listBoms",
      },
      warnings: ["GET /boms keeps the name listBoms, but the spec now suggests findBoms"],
      renamed: {
        "function GET /boms": "findBoms",
        "params GET /boms": "FindBomsParams",
        "member GET /boms": "findBoms",
      },
    },
    {
      name: "another group",
      now: { operations: { "GET /boms": operation("listBoms", { tags: ["bills"] }) } },
      names: { "owner GET /boms": "boms" },
      warnings: ["the group of GET /boms keeps the name boms, but the spec now suggests bills"],
      renamed: { "owner GET /boms": "bills" },
    },
    {
      name: "a path parameter of another name",
      now: { operations: { "GET /boms/{bom_id}": operation("getBom", { tags: ["boms"] }) } },
      names: { "function GET /boms/{bom_id}": "getBom" },
      warnings: [],
    },
    {
      name: "a path parameter of another name, where the name was made of it",
      now: { operations: { "GET /boms/{bom_id}": { tags: ["boms"] } } },
      names: { "function GET /boms/{bom_id}": "getBom" },
      warnings: [
        "GET /boms/{bom_id} keeps the name getBom, but the spec now suggests getBomsByBomId",
      ],
    },
    {
      name: "another case of a schema's key",
      now: { operations: {}, schemas: { ApiKey: {} } },
      names: { "schema ApiKey": "APIKey" },
      warnings: ['schema "ApiKey" keeps the name APIKey, but the spec now suggests ApiKey'],
      renamed: { "schema ApiKey": "ApiKey" },
    },
    {
      name: "two keys that could be the old one: neither is",
      now: { operations: {}, schemas: { ApiKey: {}, api_key: {} } },
      names: { "schema ApiKey": "ApiKey" },
      warnings: [],
    },
    {
      name: "names that change places",
      now: {
        operations: {
          "GET /boms": operation("getBom", { tags: ["boms"] }),
          "GET /boms/{id}": operation("listBoms", { tags: ["boms"] }),
        },
      },
      names: { "function GET /boms": "listBoms", "function GET /boms/{id}": "getBom" },
      warnings: [
        "GET /boms keeps the name listBoms, but the spec now suggests getBom",
        "GET /boms/{id} keeps the name getBom, but the spec now suggests listBoms",
      ],
      renamed: { "function GET /boms": "getBom", "function GET /boms/{id}": "listBoms" },
    },
  ];
  test.each(cases)("$name", async ({ now, names, warnings, renamed }) => {
    const { folder } = await generateInto(before);
    const { operations, schemas = {} } = now as { operations: object; schemas?: object };
    const spec = specWith(operations as Record<string, object>, { components: { schemas } });
    const expected = (wanted: Record<string, string | RegExp>) =>
      Object.fromEntries(
        Object.entries(wanted).map(([identity, name]) => [
          identity,
          typeof name === "string" ? name : expect.stringMatching(name),
        ]),
      );
    const readLock = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        fromNamesLock(JSON.parse(files["names.lock.json"] ?? ""), (_, why) => expect(why).toBe("")),
      );

    const kept = await generateInto(spec, folder);
    expect(readLock(kept.files)).toMatchObject(expected(names));
    const ofNames = kept.report.warnings.filter(({ code }) => code === "name-changed");
    expect(ofNames.map(({ message }) => message).sort()).toEqual([...warnings].sort());

    const input = join(makeFolder({ "openapi.yaml": spec }), "openapi.yaml");
    await generate({ spec: input, output: folder, rename: true });
    const lock = readLock((await generateInto(spec, folder)).files);
    if (renamed) expect(lock).toMatchObject(expected(renamed));
    // What was taken is no longer worth a word.
    const { current, warnings: left } = await check({ spec: input, output: folder });
    expect(current).toBe(true);
    expect(left.filter(({ code }) => code === "name-changed")).toEqual([]);
  });

  test("a change is reported at the operation, also by `check`", async () => {
    const { folder } = await generateInto(before);
    const spec = join(
      makeFolder({
        "openapi.yaml": `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /boms:
    get: { operationId: findBoms, tags: [boms], responses: {} }
`,
      }),
      "openapi.yaml",
    );
    const { warnings } = await check({ spec, output: folder });
    expect(warnings.map(placed)).toEqual(["name-changed at openapi.yaml:5:5"]);
  });

  test("a title never makes a name that the runtime exports, and a person's choice is refused", async () => {
    for (const [title, name] of [
      ["Client", "ClientAPI"],
      ["Call", "CallAPI"],
      ["Basic Credential", "BasicCredentialAPI"],
      ["Clients", "Clients"],
      ["API", "API"],
    ] as const) {
      const { api } = await model(specOf({ info: { title, version: "1" } }));
      expect(api.name).toBe(name);
    }
    const config = specOf({ info: { title: "Things", version: "1" } });
    await expect(model(config, "client")).rejects.toThrow('a client cannot be called "client"');
  });

  test("keeps the client's name when the title changes, unless the config names it", async () => {
    const { folder } = await generateInto(before);
    const retitled = specOf({ info: { title: "Other", version: "1" } });
    const { files, report } = await generateInto(retitled, folder);
    expect(files["client.ts"]).toContain("export function createThings(");
    expect(report.warnings.map(({ message }) => message)).toEqual([
      "the client keeps the name Things, but the spec now suggests Other",
    ]);
    const input = join(makeFolder({ "openapi.yaml": retitled }), "openapi.yaml");
    const named = await generate({ spec: input, output: folder, name: "Mine" });
    expect(named.warnings).toEqual([]);
  });

  test("a name that the output itself has come to use is given up, with a warning", async () => {
    const { folder, files } = await generateInto(before);
    const lock = (files["names.lock.json"] ?? "").replace('"listBoms"', '"createThings"');
    writeFileSync(join(folder, "names.lock.json"), lock);
    const { report } = await generateInto(before, folder);
    expect(report.warnings.map(({ message }) => message)).toContain(
      "GET /boms was called createThings and is now called listBoms, which breaks its callers",
    );
  });

  const broken = [
    {
      name: "a merge conflict",
      given: "{\n<<<<<<< ours\n}",
      want: ["names-lock-invalid at names.lock.json:2:1"],
    },
    { name: "a list", given: "[]", want: ["names-lock-invalid at names.lock.json:1:1"] },
    {
      name: "an unknown section",
      given: '{\n  "things": {}\n}',
      want: ["names-lock-invalid at names.lock.json:2:3"],
    },
    {
      name: "code in the place of a name",
      given: '{ "schemas": {\n  "A": "A = process.exit(1)",\n  "B": { "schema": "B/../.." } } }',
      want: [
        "names-lock-invalid at names.lock.json:2:3",
        "names-lock-invalid at names.lock.json:3:3",
      ],
    },
    {
      name: "a name of no kind",
      given: '{ "schemas": { "A": { "nope": "A" } } }',
      want: ["names-lock-invalid at names.lock.json:1:16"],
    },
  ];
  test.each(broken)(
    "that contains $name is refused, and nothing changes",
    async ({ given, want }) => {
      const { folder } = await generateInto(before);
      writeFiles(folder, { "names.lock.json": given });
      const found = (await diagnosticsOf(generateInto(before, folder))).map(placed);
      for (const [index, each] of want.entries()) {
        expect(found[index]?.replace("out/", "")).toContain(each);
      }
    },
  );
});
