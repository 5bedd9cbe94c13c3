import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { built } from "../support/built.js";
import { succeed } from "./run.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Packed {
  /** Path of the tarball. */
  readonly tarball: string;
  /** The folder that was packed. */
  readonly source: string;
  readonly files: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly unpackedSize: number;
}

/** Whatever `npm pack` and the scripts around it read. */
const sources = ["package.json", "generated", "scripts/build.ts", "scripts/release", "LICENSE"];
const configs = [
  "tsconfig.json",
  ...["json", "cjs.json", "types.json"].map((kind) => `tsconfig.build.${kind}`),
];
/** They have to exist, because READMEs link to them. */
const linked = [
  "docs",
  ...["README", "ARCHITECTURE", "CHANGELOG", "CONTRIBUTING"].map((name) => `${name}.md`),
  "SECURITY.md",
  "spec/README.md",
  "generator/README.md",
  "generator/runtime/LICENSE",
];

function copyInto(copy: string, paths: readonly string[]): void {
  for (const path of paths) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
}

/** Builds and packs the client in a copy, once for each state of what it is made of. */
export async function pack(): Promise<Packed> {
  const files = [...sources, ...configs, ...linked];
  const folder = await built("client", [...filesIn(files), import.meta.filename], async (draft) => {
    // Not below node_modules, where the compiler takes modules for those of packages.
    const outside = mkdtempSync(join(tmpdir(), "client-"));
    try {
      const copy = join(outside, "source");
      copyInto(copy, files);
      mkdirSync(join(copy, "dist"));
      writeFileSync(join(copy, "dist/stale.js"), "");
      const packed = await packIn(copy, draft);
      writeFileSync(join(draft, "packed.json"), JSON.stringify(packed));
      // What npm has left of what it packed.
      for (const file of ["package.json", "README.md"]) {
        cpSync(join(copy, file), join(draft, "source", file));
      }
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });
  const packed = JSON.parse(readFileSync(join(folder, "packed.json"), "utf8")) as Packed;
  return {
    ...packed,
    tarball: join(folder, basename(packed.tarball)),
    source: join(folder, "source"),
  };
}

function filesIn(paths: readonly string[]): string[] {
  return paths
    .map((path) => join(root, path))
    .flatMap((path) =>
      statSync(path).isDirectory()
        ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
        : [path],
    )
    .filter((path) => statSync(path).isFile())
    .sort();
}

/** Packs a package in a copy, without what has to be built for it, which takes long. */
export async function packUnbuilt(folder: string, directory: "" | "generator"): Promise<Packed> {
  const copy = join(folder, `source-${directory}`);
  const parts = directory === "" ? [] : ["config.schema.json", "bin"];
  const own = ["package.json", "LICENSE", ...parts].map((part) => join(directory, part));
  copyInto(copy, ["scripts/release", ...linked, ...own]);
  const packing = (step: string) => {
    const script = join(copy, "scripts/release/packing.ts");
    return succeed(process.execPath, ["--import", "tsx", script, step], join(copy, directory));
  };
  await packing("begin");
  try {
    return await packIn(join(copy, directory), folder, "--ignore-scripts");
  } finally {
    await packing("end");
  }
}

async function packIn(source: string, folder: string, ...flags: string[]): Promise<Packed> {
  const args = ["pack", "--json", "--foreground-scripts=false", "--pack-destination", folder];
  const [packed] = JSON.parse(await succeed("npm", [...args, ...flags], source)) as {
    filename: string;
    files: { path: string }[];
    size: number;
    unpackedSize: number;
  }[];
  if (!packed) throw new Error("npm pack has packed nothing");
  const { filename, files, size, unpackedSize } = packed;
  return {
    tarball: join(folder, filename),
    source,
    files: files.map(({ path }) => path),
    size,
    unpackedSize,
  };
}

/** Everything else that consumers need comes from this repository's own packages, so no network is needed. */
const local = ["@types/node", "undici-types", "openapi-fetch", "openapi-typescript-helpers"];

/** A project that has the tarball installed, and the programs of `program/` in it. */
export async function installConsumer(folder: string, tarball: string): Promise<string> {
  const consumer = join(folder, "consumer");
  cpSync(fileURLToPath(new URL("program", import.meta.url)), consumer, { recursive: true });
  const dependencies = {
    "cofactr-platform-client": `file:${tarball}`,
    ...Object.fromEntries(local.map((name) => [name, `file:${join(root, "node_modules", name)}`])),
  };
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module", dependencies }),
  );
  const flags = ["--offline", "--install-links", "--ignore-scripts", "--no-audit", "--no-fund"];
  await succeed("npm", ["install", ...flags], consumer);
  return consumer;
}

export function readManifest(): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
}
