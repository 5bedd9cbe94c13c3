import { createHash } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { askWith } from "./ask.js";
import { newKey, startDrf } from "./server.js";

const server = await startDrf();
afterAll(() => server?.stop());
const url = server?.url ?? "";

let key = "";
beforeEach(() => {
  key = newKey();
});
const ask = askWith(url, () => key);

const id = "00000000-0000-4000-8000-000000000001";

describe.skipIf(!server)("an error", () => {
  test("an unknown path is Django's page", async () => {
    const found = await ask("/v1/unknown/", { headers: { accept: "application/json" } });
    expect([found.status, found.headers.get("content-type")]).toEqual([404, "text/html"]);
    expect(found.text).toContain("<h1>Not Found</h1>");
  });

  test("an encoded slash makes a path unknown", async () => {
    const { status, headers } = await ask("/v1/things/a%2Fb/");
    expect([status, headers.get("content-type")]).toEqual([404, "text/html"]);
  });

  test("a crash is Django's page", async () => {
    const found = await ask("/v1/crash/", { headers: { accept: "application/json" } });
    expect([found.status, found.headers.get("content-type")]).toEqual([500, "text/html"]);
    expect(found.text).toContain("<h1>Server Error (500)</h1>");
  });

  test("a host that is not allowed is Django's page", async () => {
    const found = await ask("/v1/parts/pages/", { headers: { "x-forwarded-host": "evil.test" } });
    expect([found.status, found.headers.get("content-type")]).toEqual([400, "text/html"]);
  });

  test("an unknown thing is JSON", async () => {
    const { status, body } = await ask("/v1/things/unknown/");
    expect([status, body]).toEqual([404, { detail: "Not found." }]);
  });

  test("a method that is not there", async () => {
    const { status, headers, body } = await ask("/v1/things/", { method: "DELETE" });
    expect([status, body]).toEqual([405, { detail: 'Method "DELETE" not allowed.' }]);
    expect(headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });

  test("an Accept that cannot be met", async () => {
    const found = await ask("/v1/things/", { headers: { accept: "application/xml" } });
    const detail = "Could not satisfy the request Accept header.";
    expect([found.status, found.body]).toEqual([406, { detail }]);
  });

  test.each([402, 409, 418, 503])("%i on order", async (code) => {
    const { status, body } = await ask(`/v1/failures/${code}/`);
    expect([status, body]).toEqual([code, { detail: `Failure ${code}.` }]);
  });
});

describe.skipIf(!server)("a body that is not JSON", () => {
  const content = Buffer.from([0, 255, 13, 10, 45, 45]);
  const sha256 = createHash("sha256").update(content).digest("hex");

  test("files", async () => {
    const form = new FormData();
    form.set("file", new File([content], "ü 1.bin", { type: "application/x-one" }));
    form.set("note", "ü");
    form.append("more", new File(["a"], "a.txt"));
    form.append("more", new File(["bc"], "b.txt"));
    const { status, body } = await ask("/v1/uploads/", { method: "POST", body: form });
    expect([status, body]).toMatchObject([
      201,
      {
        file: { name: "ü 1.bin", size: 6, type: "application/x-one", sha256 },
        note: "ü",
        more: [
          { name: "a.txt", size: 1 },
          { name: "b.txt", size: 2 },
        ],
      },
    ]);
    const link = (body as { file: { url: string } }).file.url;
    expect(link).toMatch(new RegExp(`^${url}/v1/uploads/[0-9a-f-]+/content/$`));
    const headers = { authorization: `Api-Key ${key}` };
    const response = await fetch(link, { headers });
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
    const accept = "application/octet-stream";
    expect((await fetch(link, { headers: { ...headers, accept } })).status).toBe(406);
  });

  test("no file, or an empty one", async () => {
    const form = new FormData();
    form.set("note", "a");
    const missing = await ask("/v1/uploads/", { method: "POST", body: form });
    expect(missing.body).toEqual({ file: ["No file was submitted."] });
    form.set("file", new File([], "a"));
    const empty = await ask("/v1/uploads/", { method: "POST", body: form });
    expect(empty.body).toEqual({ file: ["The submitted file is empty."] });
  });

  test("a form", async () => {
    const body = new URLSearchParams([
      ["a", "1 &=ü"],
      ["b", "x"],
      ["b", ""],
    ]);
    const found = await ask("/v1/forms/", { method: "POST", body });
    expect(found.body).toEqual({ fields: { a: ["1 &=ü"], b: ["x", ""] } });
  });
});

describe.skipIf(!server)("an answer", () => {
  test("echoes what arrived, as it arrived", async () => {
    const { body } = await ask("/v1/echo/a%2Fb/?q=%20&q=+&r", {
      method: "PATCH",
      body: Buffer.from([0xc3, 0xbc, 0xff]),
      headers: { "X-A": "1", X_B: "2" },
    });
    expect(body).toMatchObject({
      method: "PATCH",
      target: "/v1/echo/a%2Fb/?q=%20&q=+&r",
      path: "/v1/echo/a%2Fb/",
      query: "q=%20&q=+&r",
      body: "ü\ufffd",
      bodyBase64: "w7z/",
    });
    const { headers } = body as { headers: [string, string][] };
    expect(headers).toContainEqual(["X-A", "1"]);
    expect(headers).toContainEqual(["X_B", "2"]);
    expect(headers).toContainEqual(["content-length", "3"]);
  });

  test("echoes nothing of a body in chunks: WSGI reads as far as Content-Length", async () => {
    const body = new Blob(["abc"]).stream();
    const init = { method: "POST", body, duplex: "half" } as const;
    expect((await ask("/v1/echo/", init)).body).toMatchObject({ method: "POST", body: "" });
  });

  test("describes the list", async () => {
    const { status, body } = await ask("/v1/things/", { method: "OPTIONS" });
    expect([status, body]).toMatchObject([
      200,
      {
        name: "Thing List",
        description: "Things that can be bought.",
        renders: ["application/json", "text/html"],
        parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
        actions: {
          POST: {
            id: { type: "string", required: false, read_only: true },
            name: { type: "string", required: true, max_length: 40 },
            kind: { type: "choice", choices: [{ value: "bolt" }, { value: "nut" }] },
            price: { type: "decimal" },
            tags: { type: "list", child: { type: "string", max_length: 10 } },
            maker: { type: "nested object", children: { contact: { children: { email: {} } } } },
          },
        },
      },
    ]);
  });

  test("describes a thing, if there is one", async () => {
    const there = await ask(`/v1/things/${id}/`, { method: "OPTIONS" });
    expect(there.body).toHaveProperty("actions.PUT");
    const unknown = await ask("/v1/things/unknown/", { method: "OPTIONS" });
    expect(unknown.status).toBe(200);
    expect(unknown.body).not.toHaveProperty("actions");
  });

  test("is a page for people if HTML is wanted", async () => {
    const { status, headers, text } = await ask("/v1/things/", {
      headers: { accept: "text/html" },
    });
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(text).toContain("<title>Thing List");
  });

  test("has nothing to say", async () => {
    const { status, headers, text } = await ask("/v1/jobs/", { method: "POST" });
    expect([status, text, headers.has("content-type")]).toEqual([202, "", false]);
  });

  test("to HEAD has no body", async () => {
    const { status, headers, text } = await ask("/v1/parts/", { method: "HEAD" });
    expect([status, text]).toEqual([200, ""]);
    expect(headers.get("content-type")).toBe("application/json");
  });

  test("takes its time, while others are answered", async () => {
    const begin = performance.now();
    let isOver = false;
    const slow = ask("/v1/slow/?seconds=1.5").finally(() => {
      isOver = true;
    });
    await ask("/v1/things/");
    expect(isOver).toBe(false);
    expect((await slow).body).toEqual({ ok: true });
    expect(performance.now() - begin).toBeGreaterThan(1490);
  });
});

test.skipIf(!server)("the server ends when its input does, whatever it is doing", async () => {
  const other = await startDrf();
  const slow = fetch(`${other?.url}/v1/slow/?seconds=30`, {
    headers: { authorization: `Api-Key ${key}` },
  }).catch((error: Error) => error.message);
  await fetch(`${other?.url}/v1/echo/`);
  await other?.stop();
  expect(await slow).toBe("fetch failed");
  await expect(fetch(`${other?.url}/v1/echo/`)).rejects.toThrow("fetch failed");
});
