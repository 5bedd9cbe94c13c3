import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildToolInto } from "../support/tool.js";
import { succeed } from "./run.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Packed {
  /** Path of the tarball. */
  readonly tarball: string;
  readonly files: readonly string[];
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly unpackedSize: number;
}

/** Whatever `npm run build` and `npm pack` read. */
const sources = ["package.json", "generated", "scripts/build.ts", "README.md"];
const configs = [
  "tsconfig.json",
  ...["json", "cjs.json", "types.json"].map((kind) => `tsconfig.build.${kind}`),
  "LICENSE",
];

/** Builds and packs the tool, as {@link pack} does the client; returns the path of its tarball. */
export async function packTool(folder: string): Promise<string> {
  const copy = join(folder, "tool");
  await buildToolInto(copy);
  for (const file of ["config.schema.json", "README.md"]) {
    cpSync(join(root, "generator", file), join(copy, file));
  }
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(await succeed("npm", args, copy)) as { filename: string }[];
  if (!packed) throw new Error("npm pack has packed nothing");
  return join(folder, packed.filename);
}

/** Builds and packs the client in a copy, so that test files don't pull dist/ away from each other. */
export async function pack(folder: string): Promise<Packed> {
  const copy = join(folder, "source");
  for (const path of [...sources, ...configs]) {
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  mkdirSync(join(copy, "dist"));
  writeFileSync(join(copy, "dist/stale.js"), "");
  await succeed("npm", ["run", "build", "--silent"], copy, 900_000);
  // The scripts would also build the generator, which is no part of this package.
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [packed] = JSON.parse(await succeed("npm", args, copy)) as {
    filename: string;
    files: { path: string }[];
    size: number;
    unpackedSize: number;
  }[];
  if (!packed) throw new Error("npm pack has packed nothing");
  const { filename, files, size, unpackedSize } = packed;
  return {
    tarball: join(folder, filename),
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
