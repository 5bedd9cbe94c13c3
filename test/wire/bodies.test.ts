import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { generateInto, model, type Output, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

/** What generated functions make of forms and of lines of JSON, over HTTP. */

const server = await serve((response) => response.writeHead(204).end());
afterAll(() => server.close());

const string = { type: "string" };
const list = { type: "array", items: string };
const upload = {
  type: "object",
  properties: {
    file: {},
    expand: list,
    file_link_data: {
      type: "object",
      properties: {
        create: { type: "boolean" },
        metadata: { type: "object", additionalProperties: string },
      },
    },
    csv: list,
    repeated: list,
    spread: { type: "object", additionalProperties: string },
    spaced: list,
    photos: { type: "array", items: { type: "string", contentMediaType: "image/png" } },
  },
};
const encoding = {
  expand: { style: "deepObject", explode: true },
  file_link_data: { style: "deepObject", explode: true },
  csv: { style: "form", explode: false },
  // An explicit style takes the place of a content type.
  repeated: { style: "form", contentType: "application/json" },
  spread: { style: "form" },
  spaced: { style: "spaceDelimited" },
  photos: { style: "form" },
};
const body = (type: string, media: object) => ({
  requestBody: { required: true, content: { [type]: media } },
});
const specOfVersion = (openapi: string) =>
  specWith(
    {
      "POST /files": {
        operationId: "createFile",
        ...body("multipart/form-data", { schema: upload, encoding }),
      },
      "POST /lines": {
        operationId: "sendLines",
        ...body("application/jsonl", {
          itemSchema: { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
        }),
      },
      "POST /sequence": {
        operationId: "sendSequence",
        ...body("application/json-seq", { itemSchema: { type: "object" } }),
      },
    },
    { openapi },
  );

type Call = (...given: unknown[]) => Promise<unknown>;
async function clientOf(
  output: Output,
): Promise<(operation: string, body: unknown) => Promise<void>> {
  const module = (await loadOutput(output)) as Record<string, Call>;
  const client = module["createThingsClient"]?.({ baseUrl: server.url, maxRetries: 0 });
  return async (operation, body) => {
    await module[operation]?.(client, { body });
  };
}

/** The parts of a multipart body, as a server reads them: name, content type, and text. */
async function partsOf(send: () => Promise<void>) {
  await send();
  const [arrived] = server.take();
  const type = arrived?.headers["content-type"] ?? "";
  const [, boundary] = type.split("boundary=");
  const parts = (arrived?.body.toString() ?? "").split(`--${boundary}`).slice(1, -1);
  return parts.map((part) => {
    const [head = "", text = ""] = part.split("\r\n\r\n");
    const name = /name="([^"]*)"/.exec(head)?.[1];
    return [name, /Content-Type: (.*)/.exec(head)?.[1], text.replace(/\r\n$/, "")];
  });
}

const sent = {
  expand: ["file", "a&b=c d"],
  file_link_data: { create: true, metadata: { a: "b" } },
  csv: ["p", "q"],
  repeated: ["r", "s"],
  spread: { t: "u", v: "w" },
  spaced: ["x", "y"],
  photos: [new Blob(["z"], { type: "image/png" })],
};

let send: (operation: string, body: unknown) => Promise<void>;
beforeAll(async () => {
  send = await clientOf(await generateInto(specOfVersion("3.2.0")));
});

describe("style and explode of a multipart form", () => {
  test("hold since 3.1, without percent-encoding", async () => {
    expect(await partsOf(() => send("createFile", sent))).toEqual([
      ["expand[0]", undefined, "file"],
      ["expand[1]", undefined, "a&b=c d"],
      ["file_link_data[create]", undefined, "true"],
      ["file_link_data[metadata][a]", undefined, "b"],
      ["csv", undefined, "p,q"],
      ["repeated", undefined, "r"],
      ["repeated", undefined, "s"],
      ["t", undefined, "u"],
      ["v", undefined, "w"],
      ["spaced", undefined, "x y"],
      ["photos", "image/png", "z"],
    ]);
  });

  test("mean nothing in 3.0", async () => {
    const send = await clientOf(await generateInto(specOfVersion("3.0.3")));
    const { photos: _, ...rest } = sent;
    expect(await partsOf(() => send("createFile", rest))).toEqual([
      ["expand", undefined, "file"],
      ["expand", undefined, "a&b=c d"],
      ["file_link_data", "application/json", '{"create":true,"metadata":{"a":"b"}}'],
      ["csv", undefined, "p"],
      ["csv", undefined, "q"],
      ["repeated", "application/json", '"r"'],
      ["repeated", "application/json", '"s"'],
      ["spread", "application/json", '{"t":"u","v":"w"}'],
      ["spaced", undefined, "x"],
      ["spaced", undefined, "y"],
    ]);
  });

  test("leave out null, and what has nothing in it", async () => {
    const body = { csv: [null, "q"], expand: null, spread: {}, repeated: [], file_link_data: null };
    expect(await partsOf(() => send("createFile", body))).toEqual([["csv", undefined, "q"]]);
  });

  test("a style that no form has is left out, with a warning", async () => {
    const media = { schema: upload, encoding: { csv: { style: "matrix" } } };
    const { warnings } = await model(specWith({ "POST /a": body("multipart/form-data", media) }));
    expect(warnings.map(({ message }) => message)).toEqual([
      'style "matrix" of the form field "csv" is left out: a form has the styles of a query',
    ]);
  });
});

describe("lines of JSON in a request", () => {
  const lines = '{"n":1}\n{"n":2}\n';
  const items = [{ n: 1 }, { n: 2 }];

  test.each<[string, () => unknown]>([
    ["a list", () => items],
    [
      "an async iterable",
      async function* () {
        yield* items;
      },
    ],
    ["text", () => lines],
    ["bytes", () => new TextEncoder().encode(lines)],
    ["a stream", () => new Blob([lines]).stream()],
    ["a stream of Node", () => Readable.from([Buffer.from(lines)])],
  ])("%s", async (_, make) => {
    await send("sendLines", make());
    const [arrived] = server.take();
    expect(arrived?.headers["content-type"]).toBe("application/jsonl");
    expect(arrived?.body.toString()).toBe(lines);
  });

  // RFC 7464, 2.2.
  test("a record separator is before each value where the media type has them", async () => {
    await send("sendSequence", items);
    await send("sendSequence", Readable.from(items));
    const sent = server.take().map(({ body }) => body.toString());
    expect(sent).toEqual(Array(2).fill('\x1e{"n":1}\n\x1e{"n":2}\n'));
  });

  test("an empty list is an empty body", async () => {
    await send("sendLines", []);
    expect(server.take()[0]?.body.toString()).toBe("");
  });

  test("what fails in the iterable ends the call, and a call that ends ends the iterable", async () => {
    let isEnded = false;
    const failing = async function* () {
      try {
        yield { n: 1 };
        yield { n: 1n };
      } finally {
        isEnded = true;
      }
    };
    await expect(send("sendLines", failing())).rejects.toThrow();
    expect(isEnded).toBe(true);
  });

  test.each([undefined, () => 1])("%s in a list is refused", async (item) => {
    const error = { name: "InvalidArgumentError", parameter: "body" };
    await expect(send("sendLines", [item])).rejects.toMatchObject(error);
    expect(server.take()).toEqual([]);
  });
});
