import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "../support/python.js";
import { cacheFolder } from "../support/registry.js";

const packages = [
  "python3-fastapi",
  "python3-uvicorn",
  "python3-python-multipart",
  "python3-djangorestframework",
  "python3-djangorestframework-spectacular",
  "python3-inflection",
  "python3-uritemplate",
];
const root = join(cacheFolder, "debian-trixie");
const mirror = process.env["DEBIAN_MIRROR"] ?? "http://deb.debian.org/debian";

/** A Python of Debian 13 with newer frameworks, in a folder of the cache; made in minutes if need be. */
export interface Trixie {
  readonly python: Command;
  /** Copies a folder with scripts into the system, and returns where they are for its Python. */
  place(folder: string): string;
}

/** Why there is none here, or what there is. */
export function findTrixie(): Trixie | string {
  if (!process.env["TETHER_FULL"]) return "only with `npm run test:full`";
  if (process.getuid?.() !== 0) return "debootstrap and chroot need root";
  if (!existsSync(root)) {
    if (spawnSync("debootstrap", ["--version"]).status !== 0) return "debootstrap is not installed";
    // A system that was interrupted is none.
    const draft = `${root}.draft`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    const include = `--include=${packages.join(",")}`;
    const args = ["--variant=minbase", include, "trixie", draft, mirror];
    const { status, stdout } = spawnSync("debootstrap", args, { encoding: "utf8" });
    if (status !== 0) return `debootstrap failed: ${stdout.trim().split("\n").at(-1)}`;
    renameSync(draft, root);
  }
  return {
    python: ["chroot", root, "/usr/bin/python3"],
    place(folder) {
      const inside = join("/srv", basename(folder));
      rmSync(join(root, inside), { recursive: true, force: true });
      cpSync(folder, join(root, inside), { recursive: true });
      return inside;
    },
  };
}
