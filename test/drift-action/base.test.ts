import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chooseBase, type Event } from "../../.github/actions/drift/base.mjs";
import { findTether } from "../../.github/actions/drift/find-tether.mjs";
import { writeFiles } from "../support/generator.js";
import { clone, commitAll, git, hashOf, makeOutside } from "../support/git.js";

/**
 * A repository as a forge has it: `main` went on since `side` left it, and `merge` is what GitHub
 * makes of both for a pull request.
 */
const origin = commitAll(makeOutside({ "a.txt": "1" }), "root");
git(origin, "checkout", "--quiet", "-b", "side");
writeFiles(origin, { "b.txt": "side" });
commitAll(origin);
git(origin, "checkout", "--quiet", "main");
writeFiles(origin, { "a.txt": "2" });
commitAll(origin, "v1");
git(origin, "checkout", "--quiet", "-b", "merge");
git(origin, "merge", "--quiet", "--no-ff", "--message=merge", "side");
git(origin, "checkout", "--quiet", "main");

const main = hashOf(origin, "main");
const side = hashOf(origin, "side");
const root = hashOf(origin, "root");
const gone = "1".repeat(40);
const pull: Event = { pull_request: { head: { sha: side }, base: { sha: main } } };

/** A checkout of a branch as actions/checkout makes it, with one commit or with all. */
const checkout = (branch: string, depth?: number) => clone(origin, branch, depth);
const shortened = (hash: string) => hash.slice(0, 12);

describe("a pull request", () => {
  test.each([1, undefined])(
    "merged, with a depth of %s, is compared with what it is merged into",
    (depth) => {
      const folder = checkout("merge", depth);
      expect(chooseBase("", pull, folder)).toEqual({ base: shortened(main) });
      expect(git(folder, "cat-file", "-t", main)).toBe("commit\n");
    },
  );

  test("stays comparable with that when the base went on since the event", () => {
    const event = { pull_request: { head: { sha: side }, base: { sha: root } } };
    expect(chooseBase("", event, checkout("merge"))).toEqual({ base: shortened(main) });
  });

  test("by its last commit is compared with where it went off, not with what the base became", () => {
    expect(chooseBase("", pull, checkout("side"))).toEqual({ base: shortened(root) });
  });

  test.each([
    ["side", "The checkout has the pull request's last commit, but not where it went off"],
    ["main", "The checkout is not this pull request"],
  ])("is not compared with a guess: %s with one commit", (branch, message) => {
    expect(() => chooseBase("", pull, checkout(branch, 1))).toThrow(message);
  });
});

describe("another event", () => {
  test.each([
    ["a merge group", { merge_group: { base_sha: root } }, { base: shortened(root) }],
    ["a push", { before: root }, { base: shortened(root) }],
    [
      "the first push of a branch",
      { before: "0".repeat(40) },
      { why: "this branch or tag is new" },
    ],
    ["a schedule", {}, { why: "this event has no version before it" }],
  ])("%s", (_, event, want) => {
    for (const depth of [1, undefined]) {
      expect(chooseBase("", event, checkout("main", depth))).toEqual(want);
    }
  });

  test("a push that replaced what is nowhere any more", () => {
    expect(() => chooseBase("", { before: gone }, checkout("main", 1))).toThrow(
      /^The checkout does not have 1{40}, and it cannot be fetched \(.*not our ref.*\)\. Check/,
    );
  });
});

describe("a base that is asked for", () => {
  test.each(["v1", "origin/side", root])("%s is fetched if it is not there", (name) => {
    const folder = checkout("main", 1);
    expect(chooseBase(name, pull, folder)).toEqual({ base: name });
    expect(git(folder, "cat-file", "-t", `${name}^{commit}`)).toBe("commit\n");
    expect(git(folder, "rev-parse", "--is-shallow-repository")).toBe("true\n");
  });

  test("leaves a full clone full", () => {
    const folder = checkout("main");
    git(folder, "update-ref", "-d", "refs/remotes/origin/side");
    expect(chooseBase("origin/side", {}, folder)).toEqual({ base: "origin/side" });
    expect(git(folder, "rev-parse", "--is-shallow-repository")).toBe("false\n");
  });

  test.each(["v9", "origin/v9", "--upload-pack=touch x", gone])(
    "%s is reported if nobody has it",
    (name) => {
      expect(() => chooseBase(name, {}, checkout("main", 1))).toThrow(
        `The checkout does not have ${name}, and it cannot be fetched (`,
      );
    },
  );
});

describe("the tether of a project", () => {
  const installed = (version: string) => ({
    "package.json": JSON.stringify({ version, bin: { "spec-tether": "./bin/tether.js" } }),
  });
  const at = (folder: string, version: string) =>
    Object.fromEntries(
      Object.entries(installed(version)).map(([name, text]) => [`${folder}/${name}`, text]),
    );

  test("is the one nearest to the config file", () => {
    const folder = makeOutside({
      ...at("node_modules/spec-tether", "1.0.0"),
      ...at("packages/shop/node_modules/spec-tether", "2.0.0"),
    });
    expect(findTether("packages/shop/tether.config.yaml", folder)).toEqual({
      command: [
        process.execPath,
        join(folder, "packages/shop/node_modules/spec-tether/bin/tether.js"),
      ],
      shown: "spec-tether 2.0.0 in packages/shop",
    });
    expect(findTether("packages/other/tether.config.yaml", folder)?.shown).toBe(
      "spec-tether 1.0.0 in .",
    );
  });

  test("may be a link, as pnpm makes them, and its version cannot write into the log", () => {
    const folder = makeOutside(at("store/spec-tether", "3.0.0\n::error::x"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(
      join(folder, "store/spec-tether"),
      join(folder, "node_modules/spec-tether"),
      "junction",
    );
    expect(findTether("tether.config.yaml", folder)?.shown).toBe("spec-tether 3.0.0errorx in .");
  });

  test("is found by Yarn where that has no node_modules", () => {
    const folder = makeOutside({ ".pnp.cjs": "" });
    expect(findTether("tether.config.yaml", folder)?.command).toEqual([
      ...["yarn", "run", "--top-level", "spec-tether"],
    ]);
  });

  test("may be missing", () => {
    expect(findTether("tether.config.yaml", makeOutside())).toBeUndefined();
  });
});
