import { afterAll, expect, test } from "vitest";
import { json, serve } from "../runtime/server.js";
import { diagnosticsOf, generateInto, model, placed, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const server = await serve(json({ meta: { problems: { name: ["Required."] } } }, 422));
afterAll(() => server.close());

const place = "x-tether-error-fields";
const post = (operationId: string, more: object = {}) => ({ operationId, ...more });

async function fieldsBy(operation: string, spec: string): Promise<unknown> {
  const module = (await loadOutput(await generateInto(spec))) as Record<
    string,
    (...given: unknown[]) => { result(): Promise<{ error: { name: string; fields: unknown } }> }
  >;
  const client = module["createThingsClient"]?.({ baseUrl: server.url });
  const { error } = (await module[operation]?.(client)?.result()) ?? {};
  expect(error?.name).toBe("BadRequestError");
  return error?.fields;
}

test("the document says where errors by field stand, and an operation may say otherwise", async () => {
  const spec = specWith(
    {
      "POST /a": post("usual"),
      "POST /b": post("own", { [place]: "/meta" }),
      "POST /c": post("elsewhere", { [place]: "/constructor/name" }),
    },
    { [place]: "/meta/problems" },
  );
  expect(await fieldsBy("usual", spec)).toEqual({ name: ["Required."] });
  expect(await fieldsBy("own", spec)).toEqual({ "problems.name": ["Required."] });
  expect(await fieldsBy("elsewhere", spec)).toEqual({});
});

test("without it their form tells", async () => {
  const spec = specWith({ "POST /a": post("usual") });
  expect(await fieldsBy("usual", spec)).toEqual({ "meta.problems.name": ["Required."] });
});

test("what is no pointer is an error with its place", async () => {
  const spec = specWith({ "POST /a": post("own", { [place]: "meta" }) });
  const problems = await diagnosticsOf(model(spec));
  expect(problems.map(placed)).toEqual([expect.stringMatching(/^extension-invalid at /)]);
});
