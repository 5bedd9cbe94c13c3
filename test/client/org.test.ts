import { createCofactr, createCofactrClient } from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { memberOf, pathArguments, standaloneOf } from "./call.js";
import { operations } from "./spec.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});

const options = { apiKey: "k", baseUrl: server.url, inferred: "allow", orgId: "o 1" } as const;
const facade = createCofactr(options);
const client = createCofactrClient(options);

const queries = () => server.take().map(({ target }) => target.split("?")[1] ?? "");

describe("the client's org", () => {
  test("is sent when listing BOMs, unless the call names another", async () => {
    await facade.boms.list();
    await facade.boms.list({ org_id: "another" });
    await facade.boms.list({ team_id: "t" });
    expect(queries()).toEqual(["org_id=o%201", "org_id=another", "org_id=o%201&team_id=t"]);
  });

  // Neither reads that may not take it, nor writes: no source says what they would do with it.
  const others = operations.filter(({ id }) => id !== "listBoms");
  test.each(others.map((operation) => [operation.id, operation] as const))(
    "does not go with %s",
    async (_, operation) => {
      await memberOf(facade, operation.member)(pathArguments(operation));
      await standaloneOf(operation)(client, pathArguments(operation));
      expect(queries()).toEqual(["", ""]);
    },
  );

  const reads = others.filter(({ queryParameters }) => queryParameters.includes("org_id"));
  test.each(reads.map((operation) => [operation.id, operation] as const))(
    "leaves the argument of %s to the call",
    async (_, operation) => {
      const own = { ...pathArguments(operation), org_id: "own" };
      await memberOf(facade, operation.member)(own);
      expect(queries()).toEqual(["org_id=own"]);
    },
  );

  test("has an argument in every GET except the one whose path has it", () => {
    const gets = others.filter(({ method, id }) => method === "GET" && id !== "getOrg");
    expect(reads.map(({ id }) => id)).toEqual(gets.map(({ id }) => id));
    expect(reads.length).toBeGreaterThan(0);
  });
});
