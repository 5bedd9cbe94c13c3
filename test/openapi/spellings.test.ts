import { describe, expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { buildApi } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import { load } from "../support/generator.js";
import { spellings } from "./spellings.js";

const read = (document: object) => load({ "openapi.json": JSON.stringify(document) });

/** The client, without what it says of the text that it was made from. */
async function clientOf(document: object): Promise<Record<string, string>> {
  const outputs = { client: {}, types: {}, enums: {}, paths: {} };
  const files = await makeFiles(buildApi(await read(document)), [], "test", { outputs });
  return Object.fromEntries(files.map(({ path, text }) => [path, text.replace(/sha256 \w+/, "")]));
}

async function kindsOf(before: object, after: object): Promise<string[]> {
  const [base, revision] = [await read(before), await read(after)];
  return compareSpecs(base, revision).findings.map(({ kind }) => kind);
}

describe.each(spellings)("$rule", ({ one, other, changed, shownIn = [], notInClient }) => {
  test("both spellings give the same client", async () => {
    const [client, same] = [await clientOf(one), await clientOf(other)];
    const differing = Object.keys({ ...client, ...same }).filter(
      (path) => same[path] !== client[path],
    );
    expect(differing).toEqual(shownIn);
  });

  test("the diff finds nothing between them, either way", async () => {
    expect(await kindsOf(one, other)).toEqual([]);
    expect(await kindsOf(other, one)).toEqual([]);
  });

  test("another API is another for both, from either spelling", async () => {
    const isSame = JSON.stringify(await clientOf(changed)) === JSON.stringify(await clientOf(one));
    expect(isSame).toBe(notInClient !== undefined);
    expect(await kindsOf(one, changed)).not.toEqual([]);
    expect(await kindsOf(other, changed)).toEqual(await kindsOf(one, changed));
  });
});
