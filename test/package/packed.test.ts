import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Origin, readOrigin } from "../../scripts/release/origin.js";
import { packedManifest, packedReadme } from "../../scripts/release/packed-files.js";
import { type Packed, packUnbuilt, root } from "../consumers/package.js";
import { makeFolder, writeFiles } from "../support/generator.js";
import { deadLinks, readPage } from "../support/links.js";

const folder = mkdtempSync(join(tmpdir(), "packed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const commit = "0123456789abcdef0123456789abcdef01234567";
const origin: Origin = {
  url: "https://git.example/acme/tether",
  owner: "acme",
  ownerUrl: "https://git.example/acme",
  commit,
  topics: ["openapi", "typescript"],
  homepage: undefined,
};
const packages = [
  { name: "cofactr-platform-client", directory: "" },
  { name: "spec-tether", directory: "generator" },
] as const;

describe.each(packages)("the tarball of $name", ({ name, directory }) => {
  let packed: Packed;
  const content = join(folder, name);
  beforeAll(async () => {
    packed = await packUnbuilt(folder, directory);
    mkdirSync(content);
    // A path relative to there, because to some programs the `C:` of an absolute one is a host.
    const tarball = readdirSync(folder).find((each) => packed.tarball.endsWith(each)) ?? "";
    execFileSync("tar", ["-xzf", `../${tarball}`, "--strip-components=1"], { cwd: content });
  });
  const manifestIn = (path: string) =>
    JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

  test("has the licence", () => {
    expect(readFileSync(join(content, "LICENSE"), "utf8")).toBe(
      readFileSync(join(root, "LICENSE"), "utf8"),
    );
    expect(manifestIn(join(content, "package.json"))).toMatchObject({ license: "MIT" });
  });

  test("has nothing in its package.json that is only used here, and nothing invented", () => {
    const tree = manifestIn(join(root, directory, "package.json"));
    const { scripts, devDependencies, workspaces, ...kept } = tree;
    expect(scripts).toMatchObject({ prepack: expect.any(String) });
    expect(manifestIn(join(content, "package.json"))).toEqual(kept);
    for (const field of ["repository", "homepage", "bugs", "author", "gitHead"])
      expect(kept).not.toHaveProperty(field);
  });

  test("has a README whose links lead somewhere", () => {
    const inTree = readPage(readFileSync(join(root, directory, "README.md"), "utf8"));
    const inTarball = readPage(readFileSync(join(content, "README.md"), "utf8"));
    const isAtHome = (target: string) => /^https:|^#/.test(target);
    // That is what this is about: most of them lead out of the package.
    expect(inTree.targets.filter((target) => !isAtHome(target)).length).toBeGreaterThan(5);
    expect(deadLinks(content, "README.md")).toEqual([]);
    expect(inTarball.targets.filter(isAtHome)).toEqual(inTree.targets.filter(isAtHome));
    expect(inTarball.anchors).toEqual(inTree.anchors);
  });

  test("leaves the tree as it was", () => {
    const copy = join(folder, `source-${directory}`, directory);
    for (const file of ["README.md", "package.json"])
      expect(readFileSync(join(copy, file), "utf8")).toBe(
        readFileSync(join(root, directory, file), "utf8"),
      );
    expect(existsSync(join(copy, ".packing.json"))).toBe(false);
  });

  describe("of a known repository", () => {
    const manifest = manifestIn(join(root, directory, "package.json"));
    const place = { root, directory, manifest, origin };

    test("says in its package.json which one", () => {
      expect(packedManifest(place)).toMatchObject({
        author: { name: "acme", url: "https://git.example/acme" },
        bugs: { url: "https://git.example/acme/tether/issues" },
        gitHead: commit,
        homepage:
          directory === ""
            ? "https://git.example/acme/tether#readme"
            : "https://git.example/acme/tether/tree/HEAD/generator#readme",
        repository: {
          type: "git",
          url: "git+https://git.example/acme/tether.git",
          ...(directory !== "" && { directory }),
        },
        keywords: expect.arrayContaining(["openapi", "typescript"]),
      });
      const own = { ...place, origin: { ...origin, homepage: "https://tether.example" } };
      expect(packedManifest(own)).toMatchObject({ homepage: "https://tether.example" });
    });

    test("links what is not in it at the commit", () => {
      const readme = packedReadme(readFileSync(join(root, directory, "README.md"), "utf8"), place);
      const links = readPage(readme).targets;
      const base =
        /^https:\/\/git\.example\/acme\/tether\/(blob|tree)\/[0-9a-f]{40}\/([^#]+)(#.+)?$/;
      const ours = links.filter((target) => target.startsWith("https://git.example/"));
      expect(ours.length).toBeGreaterThan(5);
      for (const target of ours) {
        const [, kind, path = ""] = base.exec(target) ?? [];
        expect(path, target).not.toBe("");
        expect(readdirOrFile(join(root, path)), target).toBe(kind);
      }
      // The same links, in the same order, and all others unchanged.
      const before = readPage(readFileSync(join(root, directory, "README.md"), "utf8")).targets;
      expect(links.length).toBe(before.length);
      for (const [index, target] of before.entries())
        if (/^https:|^#/.test(target)) expect(links[index]).toBe(target);
    });
  });
});

function readdirOrFile(path: string): "tree" | "blob" | undefined {
  if (!existsSync(path)) return undefined;
  try {
    readdirSync(path);
    return "tree";
  } catch {
    return "blob";
  }
}

describe("a README", () => {
  const place = (known: Origin | undefined) => {
    const at = makeFolder();
    writeFiles(at, { "docs/a.md": "", "pkg/dist/x.txt": "", LICENSE: "" });
    return { root: at, directory: "pkg", manifest: { files: ["dist"] }, origin: known };
  };
  const text = `[a \`[b]\`
c](../docs/a.md#d), [all](../docs/), [x](dist/x.txt), [l](LICENSE), [w](https://a.example), [h](#h)

\`[code](../gone.md)\` \`\`[a](b.md) \` [c](d.md)\`\`

\`\`\`md
[fenced](../gone.md)
\`\`\`
`;

  test("is changed in nothing but its links out of the package", () => {
    const at = `https://git.example/acme/tether/blob/${commit}/docs/a.md#d`;
    const all = `https://git.example/acme/tether/tree/${commit}/docs`;
    expect(packedReadme(text, place(origin))).toBe(
      text.replace("../docs/a.md#d", at).replace("../docs/", all),
    );
    expect(packedReadme(text, place(undefined))).toBe(
      text.replace("[a `[b]`\nc](../docs/a.md#d)", "a `[b]`\nc").replace("[all](../docs/)", "all"),
    );
  });

  test("is not packed with a link that leads nowhere", () => {
    expect(() => packedReadme("[a](../docs/gone.md)", place(origin))).toThrow(
      "README.md links to ../docs/gone.md, which does not exist",
    );
    expect(() => packedReadme("[a](../../a.md)", place(undefined))).toThrow("does not exist");
  });
});

describe("the repository", () => {
  const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const run = {
    RELEASE: "1",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "acme/tether",
    GITHUB_SHA: head,
  };

  test("is that of the workflow run", () => {
    const event = join(makeFolder(), "event.json");
    const settings = { topics: ["openapi"], homepage: "https://tether.example" };
    writeFiles(join(event, ".."), { "event.json": JSON.stringify({ repository: settings }) });
    expect(readOrigin({ ...run, GITHUB_EVENT_PATH: event }, root)).toEqual({
      url: "https://github.com/acme/tether",
      owner: "acme",
      ownerUrl: "https://github.com/acme",
      commit: head,
      ...settings,
    });
    expect(readOrigin(run, root)).toMatchObject({ topics: [], homepage: undefined });
  });

  test("is unknown where nothing is released, as in a pull request", () => {
    expect(readOrigin({ ...run, RELEASE: undefined }, root)).toBeUndefined();
  });

  test.each([
    ["GITHUB_REPOSITORY", "acme"],
    ["GITHUB_REPOSITORY", undefined],
    ["GITHUB_SERVER_URL", "javascript:alert(1)"],
    ["GITHUB_SHA", "main"],
    ["GITHUB_SHA", commit],
  ])("is not guessed if %s is %s", (name, value) => {
    expect(() => readOrigin({ ...run, [name]: value }, root)).toThrow(value ?? name);
  });
});
