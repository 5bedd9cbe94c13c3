import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConfig, lint } from "@redocly/openapi-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { capturePages, writeCaptured } from "../../generator/capture/index.js";
import { generate } from "../../generator/generate/generate.js";
import { compile } from "../support/compiler.js";
import { makeFolder, readFiles } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { type Site, serve } from "../wire/capture-server.js";

type Call = (...params: object[]) => Promise<unknown>;
type Facade = Readonly<Record<string, Readonly<Record<string, Call>>>>;

interface Kind {
  /** A folder of `test/capture/twin-sites/`, served as it is. */
  readonly name: string;
  readonly server: string;
  /** Every operation, with its statuses. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
  /** What else the pages are. */
  readonly others: object;
  /** Of the operations, how many have each aspect stated. */
  readonly stated: object;
  /** What Redocly's recommended rules warn of: what the pages do not state. */
  readonly lacks: readonly string[];
  readonly edit: readonly [file: string, from: string, to: string, found: string];
  readonly options: object;
  readonly call: (client: Facade) => Promise<unknown>;
  readonly asked: string;
}

const kinds: readonly Kind[] = [
  {
    name: "readme",
    server: "https://api.harbor.example/v1",
    operations: { "get /berths/{berth}/crates": ["200", "404"], "post /crates": ["201", "422"] },
    others: { prose: 1 },
    stated: { method: 2, path: 2, request: 2, response: 2 },
    lacks: ["info-license"],
    edit: [
      "reference/list-crates.md",
      '"maximum": 100',
      '"maximum": 50',
      "query parameter limit, maximum: 100 in the spec, 50 on",
    ],
    options: { sec0: "k" },
    call: (client) => must(client["other"]?.["listCrates"])({ berth: "b 1", limit: 2 }),
    asked: "GET /berths/b%201/crates?limit=2 x-harbor-key: k",
  },
  {
    name: "mintlify",
    server: "https://api.lantern.example",
    operations: {
      "get /lanterns/{id}": ["200", "401"],
      "post /lanterns/{id}/light": ["200", "409"],
      "put /lanterns/{id}/paint": ["204"],
    },
    others: { prose: 1, webhook: 1 },
    // One page has its method and path in an example call.
    stated: { method: 2, path: 2, request: 3, response: 3 },
    lacks: ["info-license", "operation-4xx-response"],
    edit: [
      "api-reference/light-lantern.md",
      "default={30}",
      "default={60}",
      "request body, minutes, default: 30 in the spec, 60 on",
    ],
    options: { bearerAuth: "t" },
    call: (client) => must(client["other"]?.["paintALantern"])({ id: "7", mode: "gloss" }),
    asked: "PUT /lanterns/7/paint?mode=gloss authorization: Bearer t",
  },
  {
    name: "gitbook",
    server: "https://api.orchard.example/v2",
    operations: {
      "get /trees": ["200", "400"],
      "post /trees": ["201", "409"],
      "post /baskets/{id}/fill": ["200", "404"],
      "put /ladders/{ladder_id}": ["200", "409"],
    },
    others: { prose: 1, schema: 1 },
    stated: { method: 4, path: 4, request: 4, response: 4 },
    lacks: ["info-license"],
    edit: [
      "api/trees.md",
      '"name":"row","in":"query","required":true',
      '"name":"row","in":"query","required":false',
      "query parameter row, required: true in the spec, false on",
    ],
    options: { basicAuth: { username: "u", password: "p" }, headerAuthorization: "whole" },
    call: (client) => must(client["other"]?.["leanALadder"])({ ladder_id: "3", body: { tree: 5 } }),
    asked: "PUT /ladders/3 authorization: whole",
  },
  {
    name: "llms-txt",
    server: "https://api.kiln.example/v3",
    operations: {
      "post /kilns/{kiln_id}/fire": ["202", "409"],
      "get /kilns/{kiln_id}/temperature": ["200"],
      "delete /kilns/{kiln_id}/door": ["204", "409"],
    },
    others: { prose: 1 },
    // One page shows an answer without its status.
    stated: { method: 3, path: 3, request: 3, response: 2 },
    lacks: ["info-license", "operation-4xx-response"],
    edit: [
      "api/kiln-temperature.md",
      '"f"`',
      '"k"`',
      'query parameter unit, enum: ["c","f"] in the spec, ["c","k"] on',
    ],
    options: { headerAuthorization: "whole", bearerAuth: "t" },
    call: (client) => must(client["other"]?.["openAKiln"])({ kiln_id: "a/b" }),
    asked: "DELETE /kilns/a%2Fb/door authorization: Bearer t",
  },
];

function must(call: Call | undefined): Call {
  if (!call) throw new Error("the client has no such operation");
  return call;
}

const root = fileURLToPath(new URL("../capture/twin-sites/", import.meta.url));
/** The captured document of each kind. */
const targets = new Map<string, string>();

describe.each(kinds)("a site of $name", (kind) => {
  const folder = join(root, kind.name);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.\w+$/.test(name));
  const target = join(makeFolder(), "captured.yaml");
  const cacheFolder = makeFolder();
  let site: Site;
  beforeAll(async () => {
    const routes = names.map((name) => [`/${name}`, readFileSync(join(folder, name), "utf8")]);
    site = await serve(Object.fromEntries(routes) as Record<string, string>);
  });
  afterAll(() => site.close());
  const capture = async (isNew: boolean) => {
    const sources = [site.url];
    const report = await capturePages({
      sources,
      target,
      isNew,
      keepsSnapshots: true,
      cacheFolder,
    });
    writeCaptured(report);
    return report;
  };

  test("gives a document of all its operations", async () => {
    const report = await capture(true);
    targets.set(kind.name, target);
    const operations = Object.keys(kind.operations).length;
    const { others } = kind;
    expect(report).toMatchObject({ operations, others, missing: 0, warnings: [], conflicts: [] });
    expect(report.after.total).toEqual({ operations, ...kind.stated });
    const document = parse(readFileSync(target, "utf8")) as {
      servers: { url: string }[];
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(document.servers.map(({ url }) => url)).toEqual([kind.server]);
    const found = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { responses }]) => [
        `${method} ${path}`,
        Object.keys(responses),
      ]),
    );
    expect(Object.fromEntries(found)).toEqual(kind.operations);
  });

  test("that Redocly's recommended rules accept", async () => {
    const config = await createConfig({ extends: ["recommended"] });
    const problems = await lint({ ref: target, config });
    const found = problems.map(({ severity, ruleId }) => `${severity} ${ruleId}`);
    expect([...new Set(found)].sort()).toEqual(kind.lacks.map((rule) => `warn ${rule}`));
  });

  test("is captured a second time without a change", async () => {
    expect(await capture(true)).toMatchObject({ differences: [] });
    expect(await capture(false)).toMatchObject({ differences: [], drift: [], missing: 0 });
  });

  test("of which one page is edited differs there", async () => {
    const [file, from, to, found] = kind.edit;
    const text = site.routes.get(`/${file}`);
    if (typeof text !== "string") throw new Error(`${file} is no text`);
    site.routes.set(`/${file}`, text.replace(from, to));
    const before = readFileSync(target, "utf8");
    expect((await capture(false)).drift).toEqual([expect.stringContaining(found)]);
    expect(readFileSync(target, "utf8")).not.toBe(before);
  });
});

test("what is captured gives clients that compile and call", async () => {
  const outputs = await Promise.all(
    kinds.map(async ({ name }) => {
      const folder = join(makeFolder(), "client");
      const { warnings } = await generate({ spec: targets.get(name) ?? "", output: folder });
      expect(warnings).toEqual([]);
      return { folder, files: readFiles(folder) };
    }),
  );
  const packages = outputs.map(({ files }, index) => [`site${index}`, files]);
  const sources = Object.fromEntries(packages) as Record<string, Record<string, string>>;
  expect(compile(sources)).toEqual([]);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const sent = ["authorization", "x-harbor-key"].flatMap((name) =>
      request.headers[name] === undefined ? [] : [`${name}: ${request.headers[name]}`],
    );
    asked.push([`${request.method} ${request.url}`, ...sent].join(" "));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const [index, output] of outputs.entries()) {
      const kind = kinds[index];
      const module = await loadOutput(output);
      // Its name has the port of the site in it.
      const name = Object.keys(module).find((key) => /^createCaptured(?!.*Client$)/.test(key));
      const create = module[name ?? ""] as (options: object) => Facade;
      await kind?.call(create({ ...kind.options, baseUrl }));
    }
  } finally {
    server.close();
  }
  expect(asked).toEqual(kinds.map((kind) => kind.asked));
});
