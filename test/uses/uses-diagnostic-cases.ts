import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Code, type Diagnostic, diagnose } from "../../generator/diagnostics/index.js";
import { findUses } from "../../generator/uses/index.js";
import { type Files, readFiles, writeFiles } from "../support/generator.js";
import { projectOf, settings, shopClient, usesIn } from "./support.js";

interface DiagnosticCase {
  readonly code: Code;
  readonly given: Files;
  readonly run: () => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const use =
  'import { createShop } from "../shop/index.js";\nawait createShop({}).payments.list();\n';

/** The uses of a project, which ends with a message. */
const failing = (files: Files, client?: string) => async () => {
  usesIn(await projectOf(files), { ...(client !== undefined && { client }) });
  return [];
};

/** The shop's client once more, under another name. */
const twoClients = async (): Promise<Files> => {
  const files = Object.entries(readFiles(await shopClient()));
  const other = files.map(([path, text]) => [
    `depot/${path}`,
    text.replaceAll("createShop", "createDepot"),
  ]);
  const second = use.replaceAll("createShop", "createDepot").replace("../shop", "../depot");
  return { ...Object.fromEntries(other), "src/a.ts": use, "src/b.ts": second };
};

/** What raises each code about the uses of a client. */
export const usesCases: readonly DiagnosticCase[] = [
  {
    code: "uses-project-missing",
    given: {},
    run: async () => {
      findUses({ project: join(await projectOf({}), "no.json") });
      return [];
    },
    want: /^uses-project-missing/,
  },
  {
    code: "uses-project-broken",
    given: {},
    run: failing({ "src/a.ts": use, "tsconfig.json": '{ "include": ["src" ' }),
    want: /^uses-project-broken at .*tsconfig\.json:1:/,
  },
  {
    code: "uses-project-empty",
    given: {},
    run: failing({ "src/a.txt": "" }),
    want: /^uses-project-empty/,
  },
  {
    code: "uses-syntax",
    given: {},
    run: failing({ "src/a.ts": `${use}const x = match (1) { when 2: 3 };\n` }),
    want: /^uses-syntax at .*a\.ts:3:/,
  },
  {
    code: "uses-file-too-large",
    given: {},
    run: failing({ "src/a.ts": `${use}export const a = "${"x".repeat(5 * 1024 * 1024)}";\n` }),
    want: /^uses-file-too-large/,
  },
  {
    code: "uses-too-deep",
    given: {},
    run: failing({
      "src/a.ts": `${use}export const a = ${"[".repeat(20_000)}${"]".repeat(20_000)};\n`,
    }),
    want: /^uses-too-deep/,
  },
  {
    code: "uses-modules-missing",
    given: {},
    run: async () => {
      // Beside the repository there are modules, and below the temporary folder there are none.
      const folder = mkdtempSync(join(tmpdir(), "uses-"));
      try {
        writeFiles(folder, {
          "tsconfig.json": JSON.stringify({ compilerOptions: settings, include: ["*.ts"] }),
          "a.ts": 'import { createShop } from "@acme/shop";\ncreateShop({});\n',
        });
        usesIn(folder);
        return [];
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    want: /^uses-modules-missing/,
  },
  {
    code: "uses-unresolved",
    given: {},
    run: async () => {
      const wrong = `${use}const n: number = "1";\nexport { n };\n`;
      const { unresolved } = usesIn(await projectOf({ "src/a.ts": wrong }));
      return unresolved.map(({ file, line, column, message: why }) =>
        diagnose("uses-unresolved", { why }, { file, line, column }),
      );
    },
    want: /^uses-unresolved at .*a\.ts:3:/,
  },
  {
    code: "uses-client-missing",
    given: {},
    run: failing({ "src/a.ts": "export const a = 1;\n" }),
    want: /^uses-client-missing/,
  },
  {
    code: "uses-client-ambiguous",
    given: {},
    run: async () => failing(await twoClients())(),
    want: /^uses-client-ambiguous/,
  },
  {
    code: "uses-client-unknown",
    given: {},
    run: failing({ "src/a.ts": use }, "Stop"),
    want: /^uses-client-unknown/,
  },
  {
    code: "uses-client-twice",
    given: {},
    run: async () => {
      const files = Object.entries(readFiles(await shopClient()));
      const old = Object.fromEntries(files.map(([path, text]) => [`old/${path}`, text]));
      return failing({ ...old, "src/a.ts": use, "src/b.ts": use.replace("../shop", "../old") })();
    },
    want: /^uses-client-twice/,
  },
];
