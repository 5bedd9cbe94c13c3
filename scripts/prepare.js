// npm runs this after it has installed the dependencies here, and when it packs a git dependency.
import { execSync } from "node:child_process";

const run = (command) => execSync(command, { stdio: "inherit" });

// With this variable npm packs: of a git dependency, as whose client's code is only made here.
if (process.env.npm_package_resolved) run("npm run build --silent");
// With this one it installs what the packing needs, which comes next; the tool is no part of it.
else if (!process.env._PACOTE_NO_PREPARE_) run("npm run build --workspace generator --silent");
