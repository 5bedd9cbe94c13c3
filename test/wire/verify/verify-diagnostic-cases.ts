import { join } from "node:path";
import type { Code, Diagnostic } from "../../../generator/diagnostics/index.js";
import { loadSpec } from "../../../generator/load/index.js";
import { askService, verifyRecordings } from "../../../generator/verify/index.js";
import { ndjson } from "../../recordings/ndjson.js";
import { serve } from "../../runtime/server.js";
import { diagnosticsOf, type Files, specOf } from "../../support/generator.js";
import { askOptions } from "./shop.js";

interface Case {
  readonly code: Code;
  readonly given: Files;
  readonly run: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

/** What raises each code of `verify`. */
export const verifyCases: readonly Case[] = [
  {
    code: "service-unusable",
    given: { "openapi.json": specOf({}) },
    run: async (folder) => {
      const gone = await serve();
      await gone.close();
      const spec = await loadSpec(join(folder, "openapi.json"));
      return diagnosticsOf(askService(spec, askOptions(gone.url, { auth: {} })));
    },
    want: /^service-unusable$/,
  },
  {
    code: "recording-elsewhere",
    given: {
      "openapi.json": specOf({}),
      "a.ndjson": ndjson("https://other.test", { sent: "GET /a" }),
    },
    run: async (folder) => {
      const spec = await loadSpec(join(folder, "openapi.json"));
      return diagnosticsOf(
        Promise.resolve().then(() =>
          verifyRecordings(spec, { recordings: [join(folder, "a.ndjson")] }),
        ),
      );
    },
    want: /^recording-elsewhere$/,
  },
];
