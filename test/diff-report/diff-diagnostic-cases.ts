import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeReport } from "../../generator/cli/report-targets.js";
import { type Config, loadAs, readConfigs } from "../../generator/config/index.js";
import type { Code, Diagnostic } from "../../generator/diagnostics/index.js";
import { applyAllowList, diff, readAllowList } from "../../generator/diff/index.js";
import { loadVersion, openVersion, readSource } from "../../generator/load/index.js";
import { diagnosticsOf, type Files, specOf, writeFiles } from "../support/generator.js";
import { commitAll, git } from "../support/git.js";
import { comparison, finding } from "./fixtures.js";

interface Case {
  readonly code: Code;
  readonly given: Files;
  readonly run: (folder: string) => Promise<readonly Diagnostic[]>;
  readonly want: RegExp;
}

const spec = (text: string): Files => ({ "openapi.json": text });
const open = (name: string) => (folder: string) => diagnosticsOf(loadVersion(name, { folder }));
const allowances = async (folder: string) =>
  readAllowList(await readSource(join(folder, "allow.yaml")));

/** What raises each code of versions, allow lists and reports. */
export const diffCases: readonly Case[] = [
  {
    code: "git-missing",
    given: {},
    run: async (folder) => {
      const path = process.env["PATH"];
      process.env["PATH"] = folder;
      try {
        return await open("main:openapi.json")(folder);
      } finally {
        process.env["PATH"] = path;
      }
    },
    want: /^git-missing$/,
  },
  {
    code: "git-not-repository",
    given: {},
    run: () => open("main:openapi.json")(tmpdir()),
    want: /^git-not-repository$/,
  },
  {
    code: "git-version-unknown",
    given: spec(specOf({})),
    run: (folder) => open("never:openapi.json")(commitAll(folder)),
    want: /^git-version-unknown$/,
  },
  {
    code: "git-file-missing",
    given: spec(specOf({})),
    run: (folder) => open("HEAD:other.json")(commitAll(folder)),
    want: /^git-file-missing$/,
  },
  {
    code: "git-failed",
    given: {
      ".git/HEAD": "ref: refs/heads/main",
      ".git/objects/x": "",
      ".git/refs/x": "",
      ".git/config": "[x",
    },
    run: (folder) => open("HEAD:openapi.json")(folder),
    want: /^git-failed$/,
  },
  {
    code: "config-of-today",
    given: { ...spec(specOf({})), "tether.config.yaml": "spec: openapi.json\n" },
    run: async (folder) => {
      git(folder, "init", "--quiet");
      git(folder, "add", "openapi.json");
      git(folder, "commit", "--quiet", "--message=x");
      const [config] = await readConfigs({ config: join(folder, "tether.config.yaml") });
      const notes: Diagnostic[] = [];
      const version = await openVersion("HEAD:openapi.json", { folder });
      await loadAs(version, config as Config, (note) => notes.push(note));
      return notes;
    },
    want: /^config-of-today$/,
  },
  {
    code: "version-empty",
    given: spec(specOf({ paths: {} })),
    run: (folder) => {
      const file = join(folder, "openapi.json");
      return diagnosticsOf(diff({ base: file, revision: file }));
    },
    want: /^version-empty$/,
  },
  {
    code: "spec-new",
    given: { "old.txt": "x" },
    run: async (folder) => {
      commitAll(folder);
      writeFiles(folder, spec(specOf({})));
      const since = { since: "HEAD", spec: join(folder, "openapi.json"), allowNew: true };
      return (await diff(since)).warnings.filter(({ code }) => code === "spec-new");
    },
    want: /^spec-new$/,
  },
  {
    code: "documents-conflict",
    given: { "a.json": specOf({}), "b.json": specOf({}) },
    run: (folder) => open("*.json")(folder),
    want: /^documents-conflict at b\.json:1:\d+$/,
  },
  {
    code: "components-apart",
    given: {
      "a.json": specOf({ components: { schemas: { A: { type: "string" } } } }),
      "b.json": specOf({ paths: {}, components: { schemas: { A: { type: "integer" } } } }),
    },
    run: async (folder) => (await loadVersion("*.json", { folder })).warnings,
    want: /^components-apart at b\.json:1:\d+$/,
  },
  { code: "version-invalid", given: {}, run: open("--exec=x:y"), want: /^version-invalid$/ },
  {
    code: "allow-invalid",
    given: { "allow.yaml": "allow: [{ fingerprint: abcdef12 }]" },
    run: async (folder) => diagnosticsOf(allowances(folder)),
    want: /^allow-invalid at allow\.yaml:1:9$/,
  },
  {
    code: "allow-expired",
    given: { "allow.yaml": "allow: [{ fingerprint: 3f9a0c21d4b7, reason: x, until: 2020-01-01 }]" },
    run: async (folder) =>
      applyAllowList(comparison([finding()]), await allowances(folder), "2026-01-01").problems,
    want: /^allow-expired at allow\.yaml:1:9$/,
  },
  {
    code: "allow-unused",
    given: { "allow.yaml": "allow: [{ fingerprint: abcdef12, reason: x, until: 2030-01-01 }]" },
    run: async (folder) =>
      applyAllowList(comparison([finding()]), await allowances(folder), "2026-01-01").problems,
    want: /^allow-unused at allow\.yaml:1:9$/,
  },
  {
    code: "report-unwritable",
    given: { "a/b": "" },
    run: (folder) => diagnosticsOf(writeReport(join(folder, "a/b/c.json"), "")),
    want: /^report-unwritable$/,
  },
];
