import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { generateInto, specWith } from "../support/generator.js";

const string = { type: "string" };
const image = { ...string, contentMediaType: "image/png" };
const item = { $ref: "#/components/schemas/Item" };
const post = (type: string, media: object) => ({
  requestBody: { required: true, content: { [type]: media } },
});

test("files of a form are Blobs, and lines of JSON are lists or async iterables", async () => {
  const { files } = await generateInto(
    specWith(
      {
        "POST /photos": {
          operationId: "addPhotos",
          ...post("multipart/form-data", {
            schema: {
              type: "object",
              properties: { photos: { type: "array", items: image }, cover: image, title: string },
            },
          }),
        },
        "POST /items": {
          operationId: "addItems",
          ...post("application/x-ndjson", { itemSchema: item }),
        },
        "POST /all": {
          operationId: "addAll",
          ...post("application/x-ndjson", { schema: { type: "array", items: item } }),
        },
        "POST /any": { operationId: "addAny", ...post("application/x-ndjson", {}) },
        "POST /text": { operationId: "addText", ...post("application/jsonl", { schema: string }) },
      },
      {
        openapi: "3.2.0",
        components: {
          schemas: { Item: { type: "object", required: ["n"], properties: { n: string } } },
        },
      },
    ),
  );
  const program = `
    import type {
      AddAllParams, AddAnyParams, AddItemsParams, AddPhotosParams, AddTextParams, BodyContent, Item,
    } from "./index.js";
    type Same<A, B> = [A, B] extends [B, A] ? true : false;
    type Form = Exclude<AddPhotosParams["body"], BodyContent>;
    type Lines<T> = readonly T[] | AsyncIterable<T> | BodyContent;
    export const photos: Same<Form["photos"], Blob[] | undefined> = true;
    export const cover: Same<Form["cover"], Blob | undefined> = true;
    export const title: Same<Form["title"], string | undefined> = true;
    export const items: Same<AddItemsParams["body"], Lines<Item>> = true;
    export const all: Same<AddAllParams["body"], Lines<Item>> = true;
    export const any: Same<AddAnyParams["body"], Lines<unknown>> = true;
    export const text: Same<AddTextParams["body"], Lines<unknown>> = true;
    async function* make(): AsyncGenerator<Item> { yield { n: "a" }; }
    export const given: readonly AddItemsParams[] = [
      { body: [{ n: "a" }] }, { body: make() }, { body: "{}" }, { body: new Blob([]) },
      // @ts-expect-error: it is no item
      { body: [{ n: 1 }] },
      // @ts-expect-error: lines have a list of them
      { body: { n: "a" } },
    ];`;
  expect(compile({ bodies: { ...files, "program.ts": program } })).toEqual([]);
});
