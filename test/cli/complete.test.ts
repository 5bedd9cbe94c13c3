import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../generator/cli/commands.js";
import { complete } from "../../generator/cli/complete.js";
import { makeFolder } from "../support/generator.js";

const words = async (...line: string[]) =>
  (await complete(line, commands)).words.map(({ word }) => word);

const folder = makeFolder({
  "tether.config.yaml":
    "clients:\n  - { spec: a.yaml, output: a, client: { name: Shop } }\n  - { spec: b.yaml, output: b }\n",
});

describe("what there is to complete", () => {
  test("commands, and help of each", async () => {
    const all = [...commands.map(({ name }) => name), "help"];
    expect(await words("")).toEqual(all);
    expect(await words("ca")).toEqual(["capture"]);
    expect(await words("help", "")).toEqual(all);
    expect(await words("-")).toEqual(["--help", "--version"]);
  });

  test("flags of a command, each once unless it may be repeated", async () => {
    expect(await words("generate", "--fo")).toEqual(["--force"]);
    expect(await words("generate", "--force", "--fo")).toEqual([]);
    expect(await words("diff", "--severity", "x=info", "--sev")).toEqual(["--severity"]);
    expect(await words("generate", "--")).toContain("--debug");
  });

  test("values of flags: closed ones, lists, rules with their levels", async () => {
    expect(await words("generate", "--import-extension", "")).toEqual(["js", "ts", "none"]);
    expect(await words("generate", "--import-extension=t")).toEqual(["--import-extension=ts"]);
    expect(await words("generate", "--outputs", "types,cl")).toEqual(["types,client"]);
    expect(await words("diff", "--class", "wire,")).not.toContain("wire,wire");
    expect(await words("diff", "--fail-on", "w")).toEqual(["warning"]);
    expect(await words("monitor", "--forge", "")).toEqual(["github", "gitlab", "none"]);
    expect(await words("diff", "--severity", "response.enum.a")).toEqual(["response.enum.added="]);
    expect(await words("diff", "--severity", "response.enum.added=w")).toEqual([
      "response.enum.added=warning",
    ]);
  });

  test("clients of a config file, and none of one that cannot be read", async () => {
    const config = join(folder, "tether.config.yaml");
    expect(await words("diff", "--config", config, "--client", "S")).toEqual(["Shop"]);
    expect(await words("diff", "--config", join(folder, "nope.yaml"), "--client", "")).toEqual([]);
  });

  test("codes and rules to explain, then versions, which are files", async () => {
    expect(await words("explain", "ref-re")).toEqual(["ref-remote"]);
    expect(await words("explain", "response.enum.ad")).toEqual(["response.enum.added"]);
    expect(await complete(["explain", "response.enum.added", ""], commands)).toEqual({
      paths: "files",
      words: [],
    });
  });

  test("files and folders", async () => {
    const pathsOf = async (...line: string[]) => (await complete(line, commands)).paths;
    expect(await pathsOf("generate", "--spec", "o")).toBe("files");
    expect(await pathsOf("generate", "--out", "o")).toBe("folders");
    expect(await pathsOf("generate", "--name", "o")).toBe("none");
    expect(await pathsOf("generate", "")).toBe("none");
    expect(await pathsOf("types", "")).toBe("files");
    expect(await pathsOf("types", "-o", "")).toBe("files");
  });
});
