import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { Contract } from "../../generator/contract/index.js";
import type { CustomOutput } from "../../generator/outputs/index.js";
import type { Output, Contract as PublicContract } from "../../generator/outputs/output-api.js";
import { entries, makeApiReports } from "../../scripts/api-report.js";
import { repository } from "../support/repository.js";

describe("what is promised", () => {
  const reports = makeApiReports();

  test("has a report for each entry point", () => {
    expect(reports.map(({ path }) => path)).toEqual(Object.keys(entries));
  });

  test.each(reports.map(({ path, ...report }) => [path, report] as const))(
    "%s is what `npm run api-report` writes",
    (path, { text }) => {
      expect(text).toBe(readFileSync(`${repository}${path}`, "utf8"));
    },
  );

  test.each(reports.map(({ path, problems }) => [path, problems] as const))(
    "all that %s shows is described, and refers to nothing that is not promised",
    (_, problems) => {
      expect(problems).toEqual([]);
    },
  );

  test("neither the spec as it is loaded nor the model is among it", () => {
    const names = reports.flatMap(({ text }) =>
      [...text.matchAll(/^(?:export )?(?:declare )?(?:class|interface|type) (\w+)/gm)].map(
        ([, name]) => name,
      ),
    );
    expect(names).toEqual(expect.arrayContaining(["Verdict", "Contract", "Names", "ApiError"]));
    const inner = ["Spec", "Api", "Page", "OperationDescriptor", "ClientConfig"];
    expect(names.filter((name) => inner.includes(String(name)))).toEqual([]);
  });
});

test("custom outputs receive and give what their public types say", () => {
  expectTypeOf<Contract>().toExtend<PublicContract>();
  expectTypeOf<Output>().toExtend<CustomOutput>();
});
