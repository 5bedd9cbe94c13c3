import { expect, test } from "vitest";
import { compile } from "../support/compiler.js";
import { allOutputs, generateInto, specOf } from "../support/generator.js";

const ok = (schema: object) => ({
  200: { description: "Done.", content: { "application/json": { schema } } },
});
const ref = (key: string) => ({ $ref: `#/components/schemas/${key}` });

test("a client whose names are in other scripts, and some of them shared, compiles", async () => {
  const spec = specOf({
    info: { title: "Größenverwaltung API", version: "1" },
    tags: [{ name: "Übersicht" }, { name: "订单" }],
    paths: {
      "/a": {
        get: {
          operationId: "getÜbersicht",
          tags: ["Übersicht"],
          parameters: [{ name: "größe", in: "query", schema: { type: "string" } }],
          responses: ok(ref("Größe")),
        },
      },
      "/b": { get: { operationId: "获取订单", tags: ["订单"], responses: ok(ref("订单")) } },
      "/c": {
        get: { operationId: "shared", tags: ["订单"], responses: ok(ref("订单")) },
        post: { operationId: "shared", tags: ["订单"], responses: ok(ref("Größe")) },
      },
    },
    components: {
      schemas: {
        Größe: { type: "object", properties: { größe: { type: "string" } } },
        订单: { type: "object", properties: { 名称: { enum: ["甲", "乙"] } } },
      },
    },
  });
  const { files } = await generateInto(spec, undefined, undefined, allOutputs);
  const program = `
    import { createGrößenverwaltungAPI, type Größe, type 订单 } from "./index.js";
    import type { paths } from "./paths.js";
    const api = createGrößenverwaltungAPI({ baseUrl: "https://a.example" });
    export const one: Promise<Größe> = api.übersicht.getÜbersicht({ größe: "a" });
    export const two: Promise<订单> = api.订单.获取订单();
    export const three: Promise<订单> = api.订单.getC();
    export const four: Promise<Größe> = api.订单.postC();
    export type Get = paths["/c"]["get"]["responses"][200]["content"]["application/json"];
    export const five: Get = { 名称: "甲" };`;
  expect(compile({ scripts: { ...files, "program.ts": program } })).toEqual([]);
});
