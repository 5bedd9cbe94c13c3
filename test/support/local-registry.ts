import { execFile } from "node:child_process";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { repository } from "./repository.js";

const cache = join(repository, "node_modules/.cache/local-registry");

/** A package of a registry, of one version. */
interface Release {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The tarball. */
  readonly tarball: () => Promise<string>;
}

/** A registry on loopback that has packed packages, and whatever is installed in this repository. */
export interface LocalRegistry {
  readonly url: string;
  /** Packages that were asked for and that it does not have. */
  readonly missing: string[];
  stop(): void;
}

/** @param packed tarballs, by the folder that each was packed from */
export async function startRegistry(packed: ReadonlyMap<string, string>): Promise<LocalRegistry> {
  const releases = [
    ...[...packed].map(([folder, tarball]) => releaseOf(folder, async () => tarball)),
    ...installedFolders().map((folder) => releaseOf(folder, () => tarballOf(folder))),
  ];
  const missing: string[] = [];
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    const [, name = "", version] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+)\.tgz)?$/.exec(path) ?? [];
    const own = releases.filter(({ manifest }) => manifest["name"] === name);
    const asked = own.find(({ manifest }) => manifest["version"] === version);
    if (asked) {
      createReadStream(await asked.tarball()).pipe(response);
    } else if (own.length === 0 || version !== undefined) {
      missing.push(path);
      response.writeHead(404).end("{}");
    } else {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(describePackage(name, own)));
    }
  };
  const describePackage = (name: string, own: readonly Release[]) => ({
    name,
    "dist-tags": { latest: own[0]?.manifest["version"] },
    versions: Object.fromEntries(
      own.map(({ manifest }) => [
        manifest["version"],
        { ...manifest, dist: { tarball: `${url}/${name}/-/${manifest["version"]}.tgz` } },
      ]),
    ),
  });
  const server = createServer((request, response) => {
    answer(decodeURIComponent(request.url ?? ""), response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, missing, stop: () => void server.close() };
}

function releaseOf(folder: string, tarball: Release["tarball"]): Release {
  const text = readFileSync(join(folder, "package.json"), "utf8");
  // Scripts of the packages from outside have run when they were installed here, if ever.
  const {
    scripts: _,
    devDependencies: __,
    ...manifest
  } = JSON.parse(text) as Record<string, unknown>;
  return { manifest, tarball };
}

/** Nearer to the root first, which is what most of the packages depend on. */
function installedFolders(): string[] {
  const lock = JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")) as {
    packages: Record<string, { link?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { link }]) => path.includes("node_modules/") && !link)
    .map(([path]) => join(repository, path))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .sort((a, b) => a.split("node_modules").length - b.split("node_modules").length);
}

/** Packs an installed package; kept, because it is the same in every run. */
async function tarballOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const kept = join(cache, `${name.replace("/", "+")}-${version}.tgz`);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, "draft-"));
  try {
    symlinkSync(folder, join(draft, "package"));
    const args = ["-chf", "package.tar", "--exclude", "package/node_modules", "package"];
    await promisify(execFile)("tar", args, { cwd: draft });
    const tar = readFileSync(join(draft, "package.tar"));
    // Not compressed: it goes no further than to a disk of this machine.
    writeFileSync(join(draft, "package.tgz"), gzipSync(tar, { level: 0 }));
    renameSync(join(draft, "package.tgz"), kept);
    return kept;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Packs a folder as npm does, beside it. */
export async function packInto(folder: string, destination: string): Promise<string> {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: folder });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error(`npm pack packed nothing of ${basename(dirname(folder))}`);
  return join(destination, packed.filename);
}
