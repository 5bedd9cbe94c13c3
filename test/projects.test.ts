import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Kind, kinds } from "./support/projects.js";
import { repository } from "./support/repository.js";

const files = readdirSync(join(repository, "test"), { recursive: true, encoding: "utf8" })
  .map((path) => `test/${path.replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".test.ts"));
const all = Object.keys(kinds) as Kind[];

test("every test file belongs to one project", () => {
  expect(files.length).toBeGreaterThan(150);
  const homes = files.map((file) => {
    const [, folder = "", ...rest] = file.split("/");
    const held: string = rest.length === 0 ? "." : folder;
    return [file, all.filter((kind) => kinds[kind].some((each) => each === held))] as const;
  });
  expect(homes.filter(([, found]) => found.length !== 1)).toEqual([]);
});

describe("docs/testing.md", () => {
  const page = readFileSync(join(repository, "docs/testing.md"), "utf8");
  /** The questions, in order, with the folders of each answer. */
  const answers = page
    .split(/^\d+\. /m)
    .slice(1)
    .map((item) => item.split("\n\n")[0] ?? "")
    .map((item) => ({
      kind: /\((\w+)\)$/m.exec(item)?.[1],
      folders: [...(item.split("→")[1] ?? "").matchAll(/`test\/(?:([\w-]+)\/)?`/g)].map(
        ([, name]) => name ?? ".",
      ),
    }));

  test("names each folder of tests once, in its project", () => {
    const told = answers.flatMap(({ kind, folders }) =>
      folders.map((folder) => `${kind}: ${folder}`),
    );
    const known = all.flatMap((kind) => kinds[kind].map((folder) => `${kind}: ${folder}`));
    expect(told.sort()).toEqual(known.sort());
  });

  test("names existing folders", () => {
    const folders = answers.flatMap((answer) => answer.folders);
    expect(folders.filter((folder) => !existsSync(join(repository, "test", folder)))).toEqual([]);
  });
});
