import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../generator/generate/check.js";
import { generate } from "../../generator/generate/generate.js";
import { answer, json, type Respond, serve, type TestServer } from "../runtime/server.js";
import { compile } from "../support/compiler.js";
import {
  makeFolder,
  type Output,
  readFiles,
  repository,
  writeFiles,
} from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** The client of a Swagger 2.0 document of two files that uses whatever 2.0 has, over HTTP. */

let server: TestServer;
let output: Output;
let spec: string;
let module: Record<string, unknown>;

beforeAll(async () => {
  const shop = (name: string) => readFileSync(`${repository}test/swagger/shop/${name}`, "utf8");
  const names = ["swagger.yaml", "more.yaml"];
  const home = makeFolder(Object.fromEntries(names.map((name) => [name, shop(name)])));
  spec = join(home, "swagger.yaml");
  const report = await generate({ spec, output: join(home, "out") });
  output = { folder: report.output, files: readFiles(report.output), report };
  module = await loadOutput(output);
  server = await serve();
});
afterAll(() => server.close());

test("parts that OpenAPI 3 cannot express are reported with their line", () => {
  const told = output.report.warnings.map(({ code, place }) => `${code} ${place?.line}`);
  const lines = readFileSync(spec, "utf8").split("\n");
  expect(told).toEqual([`left-out ${lines.findIndex((line) => line.includes("tsv")) + 1}`]);
});

test("the client compiles, and so does what callers write", () => {
  const use = `import { createShop, type Screw } from "./index.js";
const shop = createShop({ key: "k", login: { username: "a", password: "b" }, oauth: "t", inferred: "allow" });
export async function use(): Promise<unknown[]> {
  const part = await shop.parts.get({ id: 1, fields: ["a"], many: [1], tabs: "a\\tb", "X-Trace": ["a"] });
  const note: string | null | undefined = part.note;
  const screw: Screw = { kind: "Screw", name: "a", size: "M3" };
  await shop.parts.savePart({ id: 1, body: { kind: "Part", name: "a" } });
  await shop.parts.renamePart({ id: 1, body: { name: "a", labels: ["b"] } });
  await shop.parts.addPicture({ id: 1, body: { file: new Blob(["x"]), note: "n" } });
  const picture: Blob = await shop.parts.getPicture({ id: 1 });
  const table: string = await shop.parts.importParts({ body: "a,b" });
  // @ts-expect-error a size that is not listed
  const wrong: Screw = { kind: "Screw", name: "a", size: "M9" };
  // @ts-expect-error a list with tabs is text
  await shop.parts.get({ id: 1, tabs: ["a"] });
  for await (const item of shop.parts.listParts().items()) console.log(item.name);
  return [note, screw, picture, table, wrong];
}
`;
  expect(
    compile(
      { out: { ...output.files, "use.ts": use } },
      { lib: ["lib.es2023.d.ts", "lib.dom.d.ts"] },
    ),
  ).toEqual([]);
});

interface Call {
  readonly name: string;
  readonly operation: string;
  readonly given: object;
  readonly answers?: Respond;
  readonly sent: { method: string; target: string; headers?: object; body?: string | RegExp };
  readonly want?: unknown;
}

describe("a call", () => {
  const credentials = { key: "k", login: { username: "a", password: "b" }, oauth: "t" };
  const part = { id: 1, kind: "Part", name: "Bolt", note: null };
  const calls: readonly Call[] = [
    {
      name: "writes lists as each parameter has them",
      operation: "getPart",
      given: {
        id: 7,
        fields: ["a", "b"],
        words: ["c", "d"],
        pipes: ["e", "f"],
        many: [1, 2],
        tabs: "g\th",
        "X-Trace": ["i", "j"],
        strict: true,
      },
      answers: json(part),
      sent: {
        method: "GET",
        target: "/parts/7?fields=a,b&words=c%20d&pipes=e%7Cf&many=1&many=2&tabs=g%09h&strict=true",
        headers: { "x-key": "Key k", "x-trace": "i,j", accept: "application/json" },
      },
      want: part,
    },
    {
      name: "sends a shared body",
      operation: "savePart",
      given: { id: 7, body: { kind: "Part", name: "Bolt" } },
      answers: answer(204),
      sent: {
        method: "PUT",
        target: "/parts/7",
        headers: { "content-type": "application/json" },
        body: '{"kind":"Part","name":"Bolt"}',
      },
    },
    {
      name: "sends a form",
      operation: "renamePart",
      given: {
        id: 7,
        body: { name: "a b", labels: ["c", "d"], pipes: ["e", "f"], many: ["g", "h"] },
      },
      answers: json(part),
      sent: {
        method: "PATCH",
        target: "/parts/7",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          authorization: `Basic ${Buffer.from("a:b").toString("base64")}`,
        },
        body: "name=a%20b&labels=c,d&pipes=e%7Cf&many=g&many=h",
      },
      want: part,
    },
    {
      name: "sends a file, and the field that its path adds",
      operation: "addPicture",
      given: { id: 7, body: { file: new Blob(["PNG"]), note: "n", many: ["a", "b"] } },
      answers: answer(201),
      sent: {
        method: "POST",
        target: "/parts/7/picture",
        headers: {
          "content-type": expect.stringMatching(/^multipart\/form-data; boundary=/),
          authorization: "Bearer t",
        },
        body: /name="file"; filename="[^"]*"\r\n[\s\S]*PNG\r\n[\s\S]*name="note"\r\n\r\nn\r\n[\s\S]*name="many"\r\n\r\na\r\n[\s\S]*name="many"\r\n\r\nb\r\n/,
      },
    },
    {
      name: "sends text",
      operation: "importParts",
      given: { body: "a,b" },
      answers: answer(200, { "content-type": "text/plain" }, "2 parts"),
      sent: {
        method: "POST",
        target: "/parts",
        headers: { "content-type": "text/csv" },
        body: "a,b",
      },
      want: "2 parts",
    },
  ];
  const call = (operation: string, given: object, options: object = {}) => {
    const create = module["createShopClient"] as (options: object) => unknown;
    const client = create({ baseUrl: server.url, maxRetries: 0, ...credentials, ...options });
    const run = module[operation] as (
      client: unknown,
      given: object,
    ) => Promise<unknown> & {
      result(): Promise<{ ok: boolean; status?: number; error?: { body?: unknown } }>;
      all(): Promise<unknown>;
    };
    return run(client, given);
  };

  test.each(calls)("$name", async ({ operation, given, answers = json({}), sent, want }) => {
    server.respond = answers;
    expect(await call(operation, given)).toEqual(want);
    const [arrived] = server.take();
    const { method, target, headers = {}, body = "" } = sent;
    expect(arrived).toMatchObject({ method, target, headers });
    if (typeof body === "string") expect(arrived?.body.toString()).toBe(body);
    else expect(arrived?.body.toString()).toMatch(body);
  });

  test("receives a file, without a credential if none is required", async () => {
    server.respond = answer(200, { "content-type": "image/png" }, "PNG");
    const picture = (await call("getPicture", { id: 7 })) as Blob;
    expect([await picture.text(), picture.type]).toEqual(["PNG", "image/png"]);
    const [arrived] = server.take();
    expect(arrived?.headers.accept).toMatch(/^image\/png/);
    expect(arrived?.headers["x-key"]).toBeUndefined();
  });

  test("distinguishes a documented failure, with its body", async () => {
    server.respond = json({ message: "no" }, 404);
    const failed = await call("getPart", { id: 7 }).result();
    expect([failed.ok, failed.status, failed.error?.body]).toEqual([false, 404, { message: "no" }]);
    server.take();
  });

  test("follows pages, and is refused while it is only inferred", async () => {
    const refused = await call("listParts", {}).then(
      () => "sent",
      (error: Error) => error.name,
    );
    expect([refused, server.take()]).toEqual(["InferredOperationError", []]);
    server.respond = (response, { target }) =>
      json(
        target.includes("page=2") ? { results: [3], next: null } : { results: [1, 2], next: "x" },
      )(response, { method: "", target, headers: {}, body: Buffer.alloc(0) });
    expect(await call("listParts", {}, { inferred: "allow" }).all()).toEqual([1, 2, 3]);
    expect(server.take().map(({ target }) => target)).toEqual(["/parts", "/parts?page=2"]);
  });
});

test("the default server is the one that host, basePath and schemes name", () => {
  expect(Object.values(output.files).join("\n")).toContain('"https://shop.example/v1"');
});

test("check finds it current, until the other file changes", async () => {
  const home = makeFolder({
    "swagger.yaml": readFileSync(spec, "utf8"),
    "more.yaml": readFileSync(join(spec, "../more.yaml"), "utf8"),
  });
  const input = { spec: join(home, "swagger.yaml"), output: join(home, "out") };
  await generate(input);
  const again = await generate(input);
  expect([again.differences, (await check(input)).current]).toEqual([[], true]);
  const { inputs } = JSON.parse(readFileSync(join(input.output, ".tether.json"), "utf8")).origin;
  expect(Object.keys(inputs)).toEqual(["more.yaml", "swagger.yaml"]);

  const more = readFileSync(join(home, "more.yaml"), "utf8");
  writeFiles(home, {
    "more.yaml": more.replace("required: [results]", "required: [results, next]"),
  });
  const stale = await check(input);
  expect([stale.current, stale.differences.map(({ path }) => path)]).toEqual([
    false,
    expect.arrayContaining(["types.ts"]),
  ]);
});
