/**
 * `begin`, last in the script `prepack` of a package: puts README.md and package.json as the tarball
 * has them into their places, for npm reads them there. `end`, in `postpack`: puts back what was
 * there. If a run is ended between the two, the next one puts it back first.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { readOrigin } from "./origin.js";
import { packedManifest, packedReadme } from "./packed-files.js";

type Swapped = Readonly<Record<string, { readonly before: string; readonly packed: string }>>;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = process.cwd();
const state = join(folder, ".packing.json");
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

function begin(): void {
  end();
  const directory = relative(root, folder).replaceAll(sep, "/");
  const text = read("package.json");
  const manifest = JSON.parse(text) as Record<string, unknown>;
  const place = { root, directory, manifest, origin: readOrigin(process.env, root) };
  const readme = read("README.md");
  const swapped: Swapped = {
    "package.json": {
      before: text,
      packed: `${JSON.stringify(packedManifest(place), undefined, 2)}\n`,
    },
    "README.md": { before: readme, packed: packedReadme(readme, place) },
  };
  writeFileSync(state, JSON.stringify(swapped));
  for (const [name, { packed }] of Object.entries(swapped))
    writeFileSync(join(folder, name), packed);
}

function end(): void {
  if (!existsSync(state)) return;
  const swapped = JSON.parse(readFileSync(state, "utf8")) as Swapped;
  for (const [name, { before, packed }] of Object.entries(swapped)) {
    // Whoever edited it meanwhile, after a run that was ended, has to see to it himself.
    if (read(name) === packed) writeFileSync(join(folder, name), before);
    else if (read(name) !== before)
      console.error(`${name} was edited while it was packed: look at it`);
  }
  rmSync(state);
}

const [step] = process.argv.slice(2);
if (step === "begin") begin();
else if (step === "end") end();
else throw new Error("usage: packing.ts begin|end");
