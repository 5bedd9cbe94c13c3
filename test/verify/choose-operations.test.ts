import { expect, test } from "vitest";
import { readContract } from "../../generator/contract/index.js";
import { chooseOperations } from "../../generator/verify/ask/choose-operations.js";
import { load, specWith } from "../support/generator.js";

/** Which reading operations are asked: none that may do something, and no thing that only sounds so. */
const asked: readonly (readonly [string, object, boolean])[] = [
  ["GET /orders/", {}, true],
  ["GET /purchase_orders/{purchase_order_id}/", {}, true],
  ["GET /email-templates", {}, true],
  ["GET /releases", { operationId: "releases_list" }, true],
  ["GET /start_times/", { operationId: "listStartTimes" }, false],
  ["GET /orders/{id}/cancel/", {}, false],
  ["GET /orders/{id}/purchase", {}, false],
  ["GET /orders/{id}:void", {}, false],
  ["GET /password-reset", {}, false],
  ["GET /logout", {}, false],
  ["GET /sign-out", {}, false],
  ["GET /jobs/{id}", { operationId: "cancelJob" }, false],
  ["GET /jobs/{id}", { summary: "Restarts a job" }, false],
  ["GET /old", { deprecated: true }, false],
  ["HEAD /orders/", {}, true],
  ["POST /orders/", {}, false],
  ["DELETE /orders/", {}, false],
  ["GET /files", { servers: [{ url: "https://files.example" }] }, false],
];

test.each(asked)("%s %o", async (name, operation, want) => {
  const contract = readContract(await load(specWith({ [name]: operation })));
  const nothing = { exclude: [], include: [] };
  const { chosen, skipped } = chooseOperations(contract, nothing);
  expect([chosen.length, skipped.length]).toEqual(want ? [1, 0] : [0, 1]);
  expect(chooseOperations(contract, { ...nothing, exclude: ["/**"] }).chosen).toEqual([]);
  // Naming a method that may change something does not make it safe.
  const named = chooseOperations(contract, { ...nothing, include: ["/**"] }).chosen.length;
  expect(named).toBe(/^(?:GET|HEAD) (?!\/files)/.test(name) ? 1 : 0);
});
