import { createServer } from "node:http";
import { join } from "node:path";
import { type Code, type Diagnostic, diagnose } from "../../generator/diagnostics/index.js";
import { loadSpec } from "../../generator/load/index.js";
import { serveMock } from "../../generator/mock/index.js";
import { loadFaker } from "../../generator/mock/load-faker.js";
import { type Files, specWith } from "../support/generator.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const given = {
  "openapi.json": specWith({
    "GET /impossible": {
      responses: {
        200: {
          description: "",
          content: { "application/json": { schema: { type: "integer", minimum: 2, maximum: 1 } } },
        },
      },
    },
  }),
};

/** One input for each message of a mock. */
export const mockCases: readonly DiagnosticCase[] = [
  {
    code: "mock-needs-faker",
    given,
    run: async () => {
      await loadFaker(() => Promise.reject(new Error("Cannot find package")));
      return [];
    },
    want: /^mock-needs-faker$/,
  },
  {
    code: "mock-unservable",
    given,
    run: async (folder) => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, "localhost", resolve));
      const address = taken.address();
      const port = typeof address === "object" && address ? address.port : 0;
      try {
        await serveMock(await loadSpec(join(folder, "openapi.json")), { port });
      } finally {
        taken.close();
      }
      return [];
    },
    want: /^mock-unservable$/,
  },
  {
    code: "mock-unsatisfied",
    given,
    run: async (folder) => {
      const told: Diagnostic[] = [];
      const running = await serveMock(await loadSpec(join(folder, "openapi.json")), {
        port: 0,
        onUnsatisfied: (each) => told.push(diagnose("mock-unsatisfied", each)),
      });
      await fetch(`${running.url}/impossible`);
      await fetch(`${running.url}/impossible`);
      await running.close();
      return told;
    },
    want: /^mock-unsatisfied$/,
  },
];
