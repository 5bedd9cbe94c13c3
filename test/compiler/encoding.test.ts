import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve, type TestServer } from "../runtime/server.js";
import { compile } from "../support/compiler.js";
import { generateInto, model, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** Forms whose fields have an `encoding`, as they arrive. */

type Call = (client: unknown, params: object) => Promise<unknown>;

const text = { type: "string" };
const any = { type: "object", additionalProperties: true };
const fields = {
  plain: text,
  list: { type: "array", items: text },
  deep: any,
  deepList: { type: "array", items: any },
  file: { ...text, format: "binary" },
  other: { ...text, format: "binary" },
  json: { type: "array", items: { type: "integer" } },
  sdp: text,
};
const styles = {
  plain: { allowReserved: true },
  list: { style: "pipeDelimited", explode: false },
  deep: { style: "deepObject", explode: true },
  deepList: { style: "deepObject", explode: true },
  json: { contentType: "application/json" },
};
const types = {
  file: { contentType: "image/png" },
  other: { contentType: "image/png, image/jpeg" },
  json: { contentType: "application/vnd.api+json; charset=utf-8" },
  sdp: { contentType: "application/sdp" },
  // Means nothing in a part.
  list: { style: "pipeDelimited", explode: false },
};
const contentOf = (mediaType: string, encoding: object) => ({
  [mediaType]: { schema: { type: "object", properties: fields }, encoding },
});
const urlEncoded = contentOf("application/x-www-form-urlencoded", styles);
const multipart = contentOf("multipart/form-data", types);
const spec = specWith({
  "POST /url": { operationId: "url", requestBody: { content: urlEncoded } },
  "POST /parts": { operationId: "parts", requestBody: { content: multipart } },
  "POST /both": {
    operationId: "both",
    requestBody: { content: { "application/json": {}, ...urlEncoded } },
  },
});

describe("over HTTP", () => {
  let server: TestServer;
  let arrive: (name: string, params: object) => Promise<{ type: string; body: string }>;
  beforeAll(async () => {
    server = await serve();
    const output = await generateInto(spec, undefined, { name: "Forms" });
    expect(output.report.warnings).toEqual([]);
    expect(compile({ forms: output.files })).toEqual([]);
    const module = await loadOutput(output);
    const client = (module["createFormsClient"] as (options: object) => unknown)({
      baseUrl: server.url,
    });
    arrive = async (name, params) => {
      server.respond = (response) => response.writeHead(204).end();
      await (module[name] as Call)(client, params);
      const [arrived] = server.take();
      return {
        type: arrived?.headers["content-type"] ?? "",
        body: arrived?.body.toString() ?? "",
      };
    };
  });
  afterAll(() => server.close());

  test.each<[string, object, string]>([
    ["reserved characters that stay", { plain: "a/b?c=d e" }, "plain=a/b?c%3Dd%20e"],
    ["a list in one field", { list: ["a", "b c"] }, "list=a%7Cb%20c"],
    ["an object", { deep: { a: 1, b: undefined } }, "deep%5Ba%5D=1"],
    [
      "an object in an object",
      { deep: { a: { "b c": [true, { d: "e&f" }] } } },
      "deep%5Ba%5D%5Bb%20c%5D%5B0%5D=true&deep%5Ba%5D%5Bb%20c%5D%5B1%5D%5Bd%5D=e%26f",
    ],
    [
      "a list of objects",
      { deepList: [{ price: "x", quantity: 2 }] },
      "deepList%5B0%5D%5Bprice%5D=x&deepList%5B0%5D%5Bquantity%5D=2",
    ],
    ["a single value where there may be an object", { deep: "" }, "deep="],
    ["an empty object", { deep: {}, plain: "a" }, "plain=a"],
    ["text as JSON", { json: ["1"] }, "json=%221%22"],
    ["what has no encoding", { sdp: "v=0\n", none: undefined }, "sdp=v%3D0%0A"],
  ])("the URL's encoding takes %s", async (_, body, want) => {
    const arrived = await arrive("url", { body });
    expect(arrived).toEqual({ type: "application/x-www-form-urlencoded", body: want });
  });

  test("one of several media types has its own", async () => {
    const contentType = "application/x-www-form-urlencoded";
    const { body } = await arrive("both", { contentType, body: { deep: { a: "b" } } });
    expect(body).toBe("deep%5Ba%5D=b");
  });

  test("a multipart form gives its parts their content type, and since OpenAPI 3.1 their style", async () => {
    const file = new Blob(["g"]);
    const jpeg = new Blob(["h"], { type: "image/jpeg" });
    const { type, body } = await arrive("parts", {
      body: { file, other: jpeg, json: [1], sdp: "v=0", list: ["a", "b"], plain: "c", deep: {} },
    });
    const boundary = `--${type.split("boundary=")[1]}`;
    const parts = body
      .split(boundary)
      .slice(1, -1)
      .map((part) => part.trim().replace("Content-Disposition: form-data; ", ""));
    expect(parts).toEqual([
      'name="file"; filename="blob"\r\nContent-Type: image/png\r\n\r\ng',
      'name="other"; filename="blob"\r\nContent-Type: image/jpeg\r\n\r\nh',
      'name="json"\r\nContent-Type: application/vnd.api+json; charset=utf-8\r\n\r\n1',
      'name="sdp"\r\nContent-Type: application/sdp\r\n\r\nv=0',
      'name="list"\r\n\r\na|b',
      'name="plain"\r\n\r\nc',
      'name="deep"\r\nContent-Type: application/json\r\n\r\n{}',
    ]);
  });

  test("a form that is already written is sent unchanged", async () => {
    expect((await arrive("url", { body: "a=b" })).body).toBe("a=b");
  });

  test("a value that cannot be written is refused by its name", async () => {
    await expect(arrive("parts", { body: { sdp: { v: 0 } } })).rejects.toThrow(
      /body\.sdp.* cannot be sent as text: object/,
    );
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    await expect(arrive("url", { body: { deep: loop } })).rejects.toThrow(
      /body\.deep.* is nested too deeply/,
    );
    await expect(arrive("url", { body: { deep: [() => 1] } })).rejects.toThrow(
      /body\.deep.* cannot be sent as text: function/,
    );
  });
});

test("headers of a part are left out with a warning", async () => {
  const encoding = { plain: { headers: { "X-A": { schema: text } } } };
  const requestBody = { content: contentOf("multipart/form-data", encoding) };
  const { api, warnings } = await model(specWith({ "POST /a": { requestBody } }));
  expect(warnings.map(({ message }) => message)).toEqual([
    '`headers` of the form field "plain" is left out: the client sends no additional headers with a part',
  ]);
  expect(api.operations[0]?.body?.content.encoding).toBeUndefined();
});
