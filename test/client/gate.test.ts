import {
  type CofactrOptions,
  createCofactr,
  createCofactrClient,
  InferredOperationError,
  type InferredOperationId,
  InvalidArgumentError,
} from "cofactr-platform-client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { serve } from "../runtime/server.js";
import { memberOf, pathArguments, standaloneOf } from "./call.js";
import { isDocumented, operations, type SpecOperation } from "./spec.js";

const server = await serve();
afterAll(() => server.close());
beforeEach(() => {
  server.take();
});

const options: CofactrOptions = { apiKey: "key-of-the-gate", baseUrl: server.url };
const inferred = operations.filter((operation) => !isDocumented(operation));
const documented = operations.filter(isDocumented);

const closed = createCofactr(options);
const call = (facade: typeof closed, operation: SpecOperation) =>
  memberOf(facade, operation.member)(pathArguments(operation));

test("60 operations are inferred", () => {
  expect(inferred).toHaveLength(60);
});

describe("by default, throws and sends nothing:", () => {
  test.each(inferred.map((operation) => [operation.id, operation] as const))(
    "%s",
    async (id, operation) => {
      const { method, path, levels, reasons } = operation;
      const ways = [
        call(closed, operation).then(),
        call(closed, operation).result(),
        call(closed, operation).response(),
      ];
      const errors = await Promise.all(
        ways.map((way) =>
          way.then(
            () => undefined,
            (error: unknown) => error,
          ),
        ),
      );
      for (const error of errors) {
        expect(error).toBeInstanceOf(InferredOperationError);
        expect(error).toMatchObject({
          name: "InferredOperationError",
          operationId: id,
          method,
          path,
        });
        const { message } = error as InferredOperationError;
        expect(message).toContain(`${id} was not sent, because no source documents it as`);
        expect(message).toContain(`${method} ${path}`);
        for (const aspect of ["title", "method", "path", "request", "response"]) {
          const isSaid = new RegExp(
            `The [^.:]*\\b${aspect}\\b[^.:]* (is|are) ${levels[aspect]}\\b`,
          );
          expect(message).toMatch(isSaid);
          if (levels[aspect] === "inferred") expect(message).toContain(reasons[aspect]);
        }
        expect(message).toContain(`{ inferred: ["${id}"] }`);
        expect(message).toContain(`{ inferred: "allow" }`);
        expect(message).toMatch(/If you know that it exists, .*; you need no spec for that\./);
        expect(message).toMatch(/If you have the spec, add the source .* x-provenance .* generate/);
        expect(message).not.toContain("key-of-the-gate");
      }
      expect(server.take()).toEqual([]);
    },
  );
});

/** The ids of the operations that a client sends; every other one is refused by the gate. */
async function sentBy(facade: typeof closed): Promise<string[]> {
  const sent: string[] = [];
  for (const operation of operations) {
    const outcome = await call(facade, operation)
      .result()
      .catch((error: unknown) => error);
    const requests = server.take();
    if (requests.length === 0) expect(outcome).toBeInstanceOf(InferredOperationError);
    else sent.push(operation.id);
  }
  return sent;
}

const idsOf = (list: readonly SpecOperation[]) => list.map(({ id }) => id);

describe("allows", () => {
  test("the three documented operations always", async () => {
    expect(idsOf(documented)).toEqual(["listBoms", "parseRawBom", "updateApiKey"]);
    expect(await sentBy(closed)).toEqual(idsOf(documented));
    expect(await sentBy(createCofactr({ ...options, inferred: [] }))).toEqual(idsOf(documented));
  });

  test('all 63 with inferred: "allow"', async () => {
    expect(await sentBy(createCofactr({ ...options, inferred: "allow" }))).toEqual(
      idsOf(operations),
    );
  });

  test.each<[InferredOperationId[]]>([
    [["getBom"]],
    [["getBomLine"]],
    [["createBomLine", "listPrograms", "updateSupplierBillLine"]],
  ])("exactly %j besides", async (ids) => {
    const sent = await sentBy(createCofactr({ ...options, inferred: ids }));
    expect(sent.toSorted()).toEqual([...idsOf(documented), ...ids].toSorted());
  });

  // Text holds its parts: "getBomLine" must not allow getBom.
  test.each(["getBomLine", "allowed", true, {}, null])(
    "nothing more if the option is %j, which the facade refuses at once",
    async (wrong) => {
      const inferred = wrong as unknown as "allow";
      expect(() => createCofactr({ ...options, inferred })).toThrow(InvalidArgumentError);
      const client = createCofactrClient({ ...options, inferred });
      for (const operation of operations) {
        const params = pathArguments(operation);
        const sent = await standaloneOf(operation)(client, params)
          .response()
          .then(
            () => true,
            (error: unknown) => !(error instanceof InferredOperationError),
          );
        expect(sent, operation.id).toBe(documented.includes(operation));
      }
      server.take();
    },
  );
});

test("inferred operations are refused before the arguments are checked", async () => {
  await expect(memberOf(closed, "boms.get")({})).rejects.toBeInstanceOf(InferredOperationError);
});
