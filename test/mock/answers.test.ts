import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../generator/load/index.js";
import { Judge } from "../../generator/verify/judge-exchange.js";
import { repository } from "../support/generator.js";
import { mockOf, origin, requiredRequests } from "./requests.js";
import { publicSpecs, without } from "./specs.js";

/** Deviations of a mock's answers to calls with what each operation requires. */
async function deviations(file: string): Promise<{ calls: number; found: string[] }> {
  const spec = await loadSpec(join(repository, file));
  const mock = mockOf(spec);
  const judge = new Judge(spec, [origin]);
  const found: string[] = [];
  const requests = requiredRequests(spec).filter((request) => request !== undefined);
  for (const [index, request] of requests.entries()) {
    const { status, headers, body } = mock.answer(request);
    const judgement = judge.judge({
      place: { file, index },
      startedAt: undefined,
      request,
      response: {
        status,
        headers: Object.entries(headers),
        body: body && { mediaType: headers["content-type"], bytes: body, isTruncated: false },
      },
    });
    const name = `${request.method} ${request.url.pathname}`;
    if (judgement.kind === "elsewhere") found.push(`${name}: elsewhere`);
    else
      for (const { rule, where } of judgement.deviations) found.push(`${name}: ${rule} ${where}`);
  }
  return { calls: requests.length, found };
}

describe("answers are what the spec says, as verify judges them", () => {
  test.each(publicSpecs)("%s", async (file) => {
    const { calls, found } = await deviations(file);
    expect(found).toEqual(without[file] ?? []);
    // One micro spec has nothing but parameters that this test can't write.
    expect(calls).toBeGreaterThan(file.includes("path-parameters") ? -1 : 0);
  });
});
