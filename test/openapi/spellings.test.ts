import { describe, expect, test } from "vitest";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import { buildApi } from "../../generator/model/index.js";
import { makeFiles } from "../../generator/outputs/index.js";
import { load } from "../support/generator.js";
import { detects } from "./change-detection.js";
import { spellings } from "./spellings.js";

const read = (document: object) => load({ "openapi.json": JSON.stringify(document) });

/** The client, without what it says of the text that it was made from. */
async function clientOf(document: object): Promise<Record<string, string>> {
  const outputs = { client: {}, types: {}, enums: {}, paths: {} };
  const files = await makeFiles(buildApi(await read(document)), [], "test", { outputs });
  return Object.fromEntries(files.map(({ path, text }) => [path, text.replace(/sha256 \w+/, "")]));
}

async function findings(before: object, after: object): Promise<readonly Finding[]> {
  const [base, revision] = [await read(before), await read(after)];
  return compareSpecs(base, revision).findings;
}
const kinds = (of: readonly Finding[]) => of.map(({ kind }) => kind);

describe.each(spellings)("$rule", ({ one, other, changed, ...but }) => {
  test("both spellings give the same client", async () => {
    const [client, same] = [await clientOf(one), await clientOf(other)];
    const differing = Object.keys({ ...client, ...same }).filter(
      (path) => same[path] !== client[path],
    );
    expect(differing).toEqual(but.shownIn ?? []);
  });

  test("the diff finds nothing between them, in either direction", async () => {
    const found = [...(await findings(one, other)), ...(await findings(other, one))];
    expect(kinds(found)).toEqual(but.onlyInfo ?? []);
    expect(found.filter(({ wire, source }) => wire !== "info" || source !== "none")).toEqual([]);
  });

  test("a page with one neither adds to a spec with the other nor contradicts it", () => {
    const isMerged = (page: object) => detects.capture(one, page);
    const isSame = !isMerged(other) && isMerged(changed);
    expect(isSame).toBe(but.notInCapture === undefined);
  });

  test("a different API differs for both, from either spelling", async () => {
    const isSame = JSON.stringify(await clientOf(changed)) === JSON.stringify(await clientOf(one));
    expect(isSame).toBe(false);
    const [fromOne, fromOther] = [await findings(one, changed), await findings(other, changed)];
    expect(kinds(fromOne)).not.toEqual([]);
    const expected = kinds(fromOther).filter((kind) => !but.onlyInfo?.includes(kind));
    expect(kinds(fromOne)).toEqual(expected);
  });
});
