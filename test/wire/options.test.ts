import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { generateInto, type Output, specWith } from "../support/generator.js";
import { loadOutput } from "../support/load-output.js";

const server = await serve();
afterAll(() => server.close());

const org = (parts: object) => ({
  name: "org_id",
  in: "query",
  schema: { type: "string" },
  ...parts,
});
const operation = (operationId: string, parameters: readonly object[]) => ({
  operationId,
  tags: ["Things"],
  parameters,
});
const spec = specWith(
  {
    "GET /told": operation("listTold", [{ $ref: "#/components/parameters/Told" }]),
    "GET /guessed": operation("listGuessed", [{ $ref: "#/components/parameters/Guessed" }]),
    "POST /told": operation("makeTold", [org({ "x-client": { option: "orgId" } })]),
    "POST /guessed": operation("makeGuessed", [org({})]),
    "GET /without": operation("listWithout", []),
  },
  {
    components: {
      parameters: {
        Told: org({
          "x-client": { option: "orgId" },
          "x-provenance": { level: "documented", sources: ["guide"] },
        }),
        Guessed: org({ "x-provenance": { level: "inferred", because: "Others take it." } }),
      },
    },
  },
);

type Call = (params?: object) => { response(): Promise<Response> };
let output: Output;
let things: Readonly<Record<string, Call>> = {};

beforeAll(async () => {
  output = await generateInto(spec);
  const client = await loadOutput(output);
  const create = client["createThings"] as (options: object) => { things: typeof things };
  ({ things } = create({ baseUrl: server.url, orgId: "mine" }));
});

async function sent(member: string, params?: object): Promise<string | undefined> {
  await things[member]?.(params).response();
  return server.take()[0]?.target;
}

describe("an option goes to the operations whose parameter has it, and to no other", () => {
  test.each([
    ["listTold", "/told?org_id=mine"],
    ["makeTold", "/told?org_id=mine"],
    ["listGuessed", "/guessed"],
    ["makeGuessed", "/guessed"],
    ["listWithout", "/without"],
  ])("%s", async (member, url) => {
    expect(await sent(member)).toBe(url);
  });

  test("what the call gives is sent by all that take it", async () => {
    expect(await sent("listTold", { org_id: "other" })).toBe("/told?org_id=other");
    expect(await sent("listGuessed", { org_id: "other" })).toBe("/guessed?org_id=other");
    expect(await sent("makeGuessed", { org_id: "other" })).toBe("/guessed?org_id=other");
  });

  test("and its comment names them, and no other", () => {
    const [, comment = ""] =
      /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly orgId\?/.exec(output.files["client.ts"] ?? "") ??
      [];
    expect(comment).toContain("`org_id` by `listTold`, `makeTold`, unless");
    expect(comment).not.toContain("Guessed");
    expect(comment).toContain("Documented (guide).");
  });
});
