/** A registry, a repository with a remote, and GitHub's API, all on this machine, to release into. */
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { root } from "../consumers/package.js";
import { succeed } from "../consumers/run.js";
import { commitAll, git } from "../support/git.js";

export interface Registry {
  readonly url: string;
  /** What makes npm use it, as somebody who may publish there. */
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

/**
 * Verdaccio, which has the two packages from nowhere else, and all others from the usual registry.
 *
 * @param program path of its program
 */
export async function startRegistry(program: string, folder: string): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const upstream = (await succeed("npm", ["config", "get", "registry"], folder)).trim();
  const own = ["cofactr-platform-client", "spec-tether"].map(
    (name) => `  ${name}: { access: $all, publish: $authenticated }\n`,
  );
  writeFileSync(
    join(folder, "config.yaml"),
    `storage: ./storage
web: { enable: false }
auth: { htpasswd: { file: ./htpasswd, max_users: 1 } }
uplinks: { upstream: { url: ${JSON.stringify(upstream)}, timeout: 60s } }
packages:
${own.join("")}  '**': { access: $all, proxy: upstream }
log: { type: stdout, format: pretty, level: error }
`,
  );
  const args = [program, "--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  const isUp = () =>
    fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error(`the registry has ended: ${log}`);
    await setTimeout(200);
  }
  const user = { name: "maintainer", password: "only of this registry" };
  const answer = await fetch(`${url}-/user/org.couchdb.user:${user.name}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(user),
  });
  const { token } = (await answer.json()) as { token: string };
  const config = join(folder, "npmrc");
  writeFileSync(config, `//127.0.0.1:${port}/:_authToken=${token}\n`);
  return {
    url,
    env: { npm_config_registry: url, npm_config_userconfig: config },
    close: () => void child.kill(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** This repository as it is now, committed, and pushed to a remote of its own. */
export function copyRepository(folder: string, remote: string): void {
  const files = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
  for (const file of files.split("\0").filter((each) => each !== "")) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  git(folder, "init", "--quiet", "--initial-branch=main");
  for (const installed of ["node_modules", "generator/node_modules"]) {
    if (!existsSync(join(root, installed))) continue;
    symlinkSync(join(root, installed), join(folder, installed), "junction");
    // They are links here, and no folders, so the line in .gitignore does not mean them.
    appendFileSync(join(folder, ".git/info/exclude"), `/${installed}\n`);
  }
  commitAll(folder);
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  git(folder, "remote", "add", "origin", remote);
  git(folder, "push", "--quiet", "origin", "main");
}

export interface Written {
  readonly tag_name: string;
  readonly name: string;
  readonly body: string;
  readonly prerelease: boolean;
  readonly make_latest: string;
}

/** The part of GitHub's API that knows releases; whoever has no token may nothing. */
export async function startGitHub(repository: string, token: string) {
  const releases: Written[] = [];
  const server = createServer(async (request, response) => {
    const base = `/repos/${repository}/releases`;
    if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end();
    if (request.method === "POST" && request.url === base) {
      releases.push((await json(request)) as Written);
      return response.writeHead(201).end("{}");
    }
    const tag = decodeURIComponent(request.url?.slice(`${base}/tags/`.length) ?? "");
    const known = releases.some(({ tag_name }) => tag_name === tag);
    return response.writeHead(known ? 200 : 404).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, releases, close: () => void server.close() };
}
