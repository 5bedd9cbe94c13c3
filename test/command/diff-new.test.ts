import { describe, expect, test } from "vitest";
import { specWith, writeFiles } from "../support/generator.js";
import { commitAll, git, makeOutside } from "../support/git.js";
import type { Run } from "../support/program.js";
import { foundBy, runs } from "./diff-runs.js";

/** An API with all that it could be said of an API that it is new. */
const whole = specWith(
  {
    "GET /a": { operationId: "a", security: [{ Key: [] }] },
    "POST /b": {
      operationId: "b",
      requestBody: {
        content: { "application/json": { schema: { $ref: "#/components/schemas/B" } } },
      },
    },
  },
  {
    servers: [{ url: "https://api.example.com" }],
    security: [{ Key: [] }],
    webhooks: { made: { post: { operationId: "made", responses: { 204: {} } } } },
    components: {
      schemas: { B: { type: "object", properties: { c: { type: "string" } } } },
      securitySchemes: { Key: { type: "apiKey", in: "header", name: "X-Key" } },
    },
  },
);

describe("a spec that the base does not have", () => {
  const folder = commitAll(
    makeOutside({
      "tether.config.yaml": "spec: spec/openapi.json\noutput: client\n",
      "other.json": specWith({ "GET /other": { operationId: "other" } }),
      "broken.json": specWith({ "GET /a": { $ref: "gone.json" } }),
      "folder/x.txt": "x",
    }),
    "v1",
  );
  writeFiles(folder, { "spec/openapi.json": whole });
  const isNew = ["--allow-new", "--since", "v1"];
  const done = runs(folder, [
    ["--since", "v1"],
    isNew,
    [...isNew, "--fail-on", "info"],
    ["--allow-new", "v1:spec/openapi.json", "spec/openapi.json"],
    ["--allow-new", "v1:broken.json", "spec/openapi.json"],
    ["--allow-new", "v1:folder", "spec/openapi.json"],
    ["--allow-new", "v9:spec/openapi.json", "spec/openapi.json"],
    ["--allow-new", "gone.json", "spec/openapi.json"],
    ["--allow-new", "v1:other.json", "spec/openapi.json"],
    ["--allow-new", "--since", "v1", "v1:broken.json"],
  ]);

  test("cannot be compared, unless a flag says that it may be new", () => {
    const message = '"v1" has no file spec/openapi.json: it is not in that commit';
    expect(done()[0]).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  test.each([1, 3])("%#: is added, operation by operation, and nothing else of it", (index) => {
    const run = done()[index] as Run;
    expect([run.code, foundBy(run).sort()]).toEqual([
      0,
      ["operation.endpoint.added /a", "operation.endpoint.added /b", "webhook.endpoint.added made"],
    ]);
    const { base, compared, semver } = JSON.parse(run.out);
    expect(base.name).toBe("v1:spec/openapi.json");
    expect(compared).toEqual({
      operations: { base: 0, revision: 2 },
      webhooks: { base: 0, revision: 1 },
    });
    expect(semver.bump).toBe("minor");
    expect(run.err).toContain(
      "warning[spec-new]: v1:spec/openapi.json does not exist, so that every operation counts as added",
    );
  });

  test("is a finding like any other", () => {
    expect(done()[2]).toMatchObject({ code: 1 });
  });

  test.each([
    [4, '"v1" has no file gone.json: it is not in that commit'],
    [5, "the folder has none of openapi.yaml"],
    [6, 'there is no commit "v9" here'],
    [7, "cannot read gone.json: there is no such file"],
    [9, '"v1" has no file gone.json'],
  ])("%#: is not one that cannot be read", (index, message) => {
    expect(done()[index]).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  test("is only new where it is missing", () => {
    expect(foundBy(done()[8] as Run)).toContain("operation.endpoint.removed /other");
  });
});

describe("a spec that was renamed is not new", () => {
  const folder = commitAll(makeOutside({ "old.json": whole }), "v1");
  git(folder, "mv", "old.json", "new.json");
  commitAll(folder, "v2");
  const done = runs(folder, [
    ["--allow-new", "v1:new.json", "new.json"],
    ["--allow-new", "v1:old.json", "new.json"],
  ]);
  test("and is compared under its name", () => {
    const message = '"v1" has no file new.json: it was called old.json there';
    expect(done()[0]).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(foundBy(done()[1] as Run)).toEqual([]);
  });
});
