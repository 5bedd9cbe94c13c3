import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { generateInto, repository } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";
import { spec } from "./testing-spec.js";

// biome-ignore lint/suspicious/noExplicitAny: callers whom no compiler tells
type Untyped = any;

let api: Untyped;
let testing: Untyped;
beforeAll(async () => {
  const output = await generateInto(spec);
  api = await loadOutput(output);
  testing = await import(/* @vite-ignore */ `${output.folder}/testing.js`);
});

let urls: string[] = [];
const fetch = async (url: string) => {
  urls.push(url);
  const path = url.replace("https://api.example.com/v1", "");
  if (path === "/links/a") return Response.json({ items: [{ id: "1" }], next: "?size=2" });
  return Response.json(path.startsWith("/links/") ? { items: [{ id: "2" }] } : { id: "1" });
};

/** Clients that tell of unknown names, by how they are made. */
const clients: Readonly<Record<string, (options?: object) => Untyped>> = {
  "the facade": (options) => api.createThings({ key: "k", fetch, ...options }),
  "a test client": (options) =>
    testing.createTestClient(
      { listThings: () => [], thingsGet: () => ({ id: "1" }), getReport: () => ({ id: "1" }) },
      options,
    ),
};

async function refusalOf(attempt: () => unknown): Promise<{ parameter: string; message: string }> {
  urls = [];
  try {
    await attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(api.InvalidArgumentError);
    expect(urls).toEqual([]);
    return error as { parameter: string; message: string };
  }
  return expect.unreachable("it was not refused");
}

describe.each(Object.entries(clients))("%s tells of", (_, create) => {
  test.each<[object, string]>([
    [
      { baseURL: "https://x.example" },
      "baseURL is not an option of the client; did you mean baseUrl?",
    ],
    [{ orgid: "o" }, "orgid is not an option of the client; did you mean orgId?"],
    [{ max_retries: 1 }, "max_retries is not an option of the client; did you mean maxRetries?"],
    [{ somethingElse: 1 }, "somethingElse is not an option of the client"],
    [{ toString: 1 }, "toString is not an option of the client"],
    [
      { inferred: ["listThing"] },
      "inferred names no operation: listThing; did you mean listThings?",
    ],
    [{ inferred: "all" }, 'inferred must be "allow" or a list of operation ids'],
  ])("options: %j", async (options, message) => {
    const error = await refusalOf(() => create(options));
    expect(error.message).toBe(message);
    expect(error.parameter).toBe(message.split(" ")[0]);
  });

  test.each<[string, object, string]>([
    ["listThings", { orgId: "o" }, "orgId is not an argument of listThings; did you mean org_id?"],
    ["listThings", { page: 1 }, "page is not an argument of listThings; there are org_id"],
    ["get", { id: "1", body: {} }, "body is not an argument of things/get; there are id"],
    ["listThings", { accept: "a/b" }, "accept is not an argument of listThings; there are org_id"],
  ])("arguments: %s(%j)", async (member, params, message) => {
    const client = create();
    for (const read of ["then", "result", "response"]) {
      const attempt = async () => {
        const call = client.things[member](params);
        return read === "then" ? await call : call[read]();
      };
      expect((await refusalOf(attempt)).message).toBe(message);
    }
  });

  test("options of a call", async () => {
    const messageOf = async (options: object) =>
      (await refusalOf(() => create().things.listThings({}, options))).message;
    expect(await messageOf({ timeout: 5 })).toBe(
      "timeout is not an option of a call; did you mean timeoutMs?",
    );
    expect(await messageOf({ onProgress: 5 })).toMatch(
      /^onProgress is not an option of a call; there are maxRetries, .*signal/,
    );
  });

  test("no name that exists, and no argument that is left out", async () => {
    const client = create({ orgId: "o", maxRetries: 0, inferred: ["listThings"], gone: undefined });
    await client.things.get({ id: "1", gone: undefined }, { maxRetries: 0, gone: undefined });
    await client.things.listThings();
    expect(await client.kinds.getReport({ accept: "application/json" })).toEqual({ id: "1" });
  });
});

test("the next page of a link is not an unknown argument", async () => {
  urls = [];
  const client = clients["the facade"]?.();
  expect(await client.pages.listByLink({ id: "a" }).all()).toEqual([{ id: "1" }, { id: "2" }]);
  expect(await client.pages.listByLink({ id: "a", size: 1, id_query: "q" }).all()).toHaveLength(1);
  expect(urls).toHaveLength(3);
});

test("standalone functions accept any names, so that bundles stay small", async () => {
  urls = [];
  const client = api.createThingsClient({ key: "k", fetch, baseURL: "https://x.example" });
  await api.listThings(client, { orgId: "o" });
  expect(urls).toEqual(["https://api.example.com/v1/things"]);
});

test("the runtime finds the same closest name as the tool", () => {
  const read = (path: string) => readFileSync(`${repository}generator/${path}`, "utf8");
  expect(read("runtime/closest-name.ts")).toBe(read("diagnostics/closest-name.ts"));
});
