import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { fromNamesLock } from "../../generator/model/index.js";
import { generateInto, load, model, specWith } from "../support/generator.js";

/** As FastAPI writes a function that serves two methods, and Django REST framework two paths. */
const shared = {
  "GET /items/{id}": { operationId: "read_item", tags: ["items"] },
  "POST /items/{id}": { operationId: "read_item", tags: ["items"] },
  "GET /shops/": { operationId: "listShops", tags: ["shops"] },
};
const named = {
  "GET /items/{id}": "getItemsById",
  "POST /items/{id}": "postItemsById",
  "GET /shops/": "listShops",
};

type Built = Awaited<ReturnType<typeof model>>;
const namesOf = ({ api }: Pick<Built, "api">) =>
  Object.fromEntries(
    api.operations.map(({ method, path, names }) => [`${method} ${path}`, names.function]),
  );

test("operations that share an operationId are named after method and path", async () => {
  const built = await model(specWith(shared));
  expect(namesOf(built)).toEqual(named);
  // The runtime tells them apart, too.
  expect(new Set(built.api.operations.map(({ id }) => id)).size).toBe(3);
  expect(built.warnings.map(({ code, severity }) => [code, severity])).toEqual(
    // The path has a parameter that the spec does not declare.
    expect.arrayContaining([["operation-id-duplicate", "warning"]]),
  );
});

test("their order has no effect", async () => {
  const reversed = Object.fromEntries(Object.entries(shared).reverse());
  expect(namesOf(await model(specWith(reversed)))).toEqual(named);
});

test("giving one its own operationId does not rename the other", async () => {
  const { files, folder } = await generateInto(specWith(shared));
  const lock = files["names.lock.json"] ?? "";
  const before = fromNamesLock(JSON.parse(lock), (_, why) => expect.fail(why));
  expect(before.get("function POST /items/{id}")).toBe("postItemsById");

  const own = { ...shared, "GET /items/{id}": { operationId: "getItem", tags: ["items"] } };
  const { files: after, report } = await generateInto(specWith(own), folder);
  expect(after["operations.ts"]).toContain("export const postItemsById");
  expect(after["operations.ts"]).toContain("export const getItemsById");
  expect(report.warnings.filter(({ code }) => code === "operation-id-duplicate")).toEqual([]);
});

test("an additional one does not rename an existing one", async () => {
  const { "POST /items/{id}": _, ...alone } = shared;
  const { folder } = await generateInto(specWith(alone));
  const { files } = await generateInto(specWith(shared), folder);
  expect(files["operations.ts"]).toContain("export const readItem:");
  expect(files["operations.ts"]).toContain("export const postItemsById:");
});

test("the diff pairs them by method and path, never by the shared id", async () => {
  const kindsOf = async (before: object, after: object) => {
    const { findings } = compareSpecs(
      await load(specWith(before as typeof shared)),
      await load(specWith(after as typeof shared)),
    );
    return findings.map(({ kind, operations: [operation] }) => [kind, operation?.method]);
  };
  expect(await kindsOf(shared, shared)).toEqual([]);
  const { "POST /items/{id}": post, ...others } = shared;
  const put = { ...others, "PUT /items/{id}": post };
  expect((await kindsOf(shared, put)).toSorted()).toEqual([
    ["operation.endpoint.added", "PUT"],
    ["operation.endpoint.removed", "POST"],
  ]);
});
