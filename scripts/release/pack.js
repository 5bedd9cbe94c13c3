// `npm run release:pack -- FOLDER`: builds and packs both packages into a folder, with what is known
// of the repository that this runs in.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readPackages, root, run } from "./packages.js";

const [out] = process.argv.slice(2);
if (!out) throw new Error("usage: npm run release:pack -- FOLDER");
// npm runs scripts in the root, whereas the folder is meant from where npm was called.
const folder = resolve(process.env.INIT_CWD ?? ".", out);
mkdirSync(folder, { recursive: true });
for (const { folder: directory, tarball } of readPackages()) {
  run("npm", ["pack", join(root, directory), "--pack-destination", folder, "--loglevel=error"], {
    env: { ...process.env, RELEASE: "1" },
  });
  console.log(join(folder, tarball));
}
