import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Code, Diagnostic } from "../../generator/diagnostics/index.js";
import type { Files } from "../support/generator.js";
import { type Change, callerOf, resultsIn } from "./support.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: () => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const use =
  'import { createShop } from "../shop/index.js";\nawait createShop({}).payments.list();\n';
const none =
  'import { createShop } from "../shop/index.js";\nexport type Make = typeof createShop;\n';
const change: Change = ["title: Shop, version", "title: Shop 2, version"];

/** What a run says of a caller, whose folder may be changed before. */
const saying =
  (source: string, prepare: (folder: string) => void = () => {}) =>
  async () => {
    const folder = await callerOf({ "src/a.ts": source }, [change]);
    prepare(folder);
    const results = await resultsIn(folder);
    return results.flatMap(({ warnings }) => warnings);
  };

/** What raises each code about what a change means for callers. */
export const impactCases: readonly DiagnosticCase[] = [
  {
    code: "impact-client-other",
    given: {},
    run: saying(use, (folder) =>
      writeFileSync(
        join(folder, "tether.config.yaml"),
        "spec: revision.yaml\noutput: depot\nclient: { name: Depot }\n",
      ),
    ),
    want: /^impact-client-other/,
  },
  { code: "impact-no-use", given: {}, run: saying(none), want: /^impact-no-use/ },
  {
    code: "impact-client-stale",
    given: {},
    run: saying(use, (folder) => {
      const older = join(folder, "base.yaml");
      writeFileSync(
        older,
        "openapi: 3.1.0\ninfo: { title: Shop, version: '0' }\npaths: { /payments: { get: { responses: { '200': { description: All. } } } } }\n",
      );
    }),
    want: /^impact-client-stale/,
  },
];
