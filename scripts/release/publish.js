// `node scripts/release/publish.js FOLDER`: publishes the tarballs there whose versions the registry
// does not have, tags them, moves the action's major tag, and writes the releases. Each step is left
// out where it was done before, so that a run that has failed can be repeated.
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  actionPackage,
  commitOf,
  readNotes,
  readPackages,
  readPublished,
  run,
} from "./packages.js";

const { env } = process;
const [out] = process.argv.slice(2);
if (!out) throw new Error("usage: node scripts/release/publish.js FOLDER");
const folder = resolve(out);
const tarballs = readdirSync(folder);

// What would stop it in the middle stops it here.
const releases = readPackages().map((each) => ({ ...each, notes: readNotes(each) }));
for (const { tarball } of releases)
  if (!tarballs.includes(tarball)) throw new Error(`${folder} has no ${tarball}`);

for (const release of releases) {
  const known = readPublished(release);
  if (!known) publish(release);
  // The commit that the version was made of, which a later run need not be at. The registry may take
  // a while to know what it got just now.
  tag(release, known ? known.gitHead : run("git", ["rev-parse", "HEAD"]));
  await describe(release);
}

function publish({ tag, version, tarball }) {
  run("npm", [
    "publish",
    join(folder, tarball),
    "--access=public",
    // Whoever asks for no version must not get one that is only to be tried.
    ...(isPrerelease(version) ? ["--tag=next"] : []),
    // Only there does npm get the identity that it signs with.
    ...(env.ACTIONS_ID_TOKEN_REQUEST_URL ? ["--provenance"] : []),
  ]);
  console.log(`published ${tag}`);
}

function tag({ name, version, tag }, commit) {
  if (commitOf(tag)) return;
  if (!commit)
    throw new Error(`the registry does not say which commit ${tag} is of: tag it by hand`);
  const isAction = name === actionPackage && !isPrerelease(version);
  const major = `v${version.split(".")[0]}`;
  const refs = [
    `${commit}:refs/tags/${tag}`,
    ...(isAction ? [`+${commit}:refs/tags/${major}`] : []),
  ];
  run("git", ["push", "--quiet", "--atomic", "origin", ...refs], {
    env: { ...env, ...gitToken() },
  });
  console.log(`tagged ${tag}${isAction ? ` and ${major}` : ""}`);
}

/** For the server that it is of, in the environment, because everybody may list processes. */
function gitToken() {
  if (!env.GH_TOKEN || !env.GITHUB_SERVER_URL) return {};
  const user = Buffer.from(`x-access-token:${env.GH_TOKEN}`).toString("base64");
  return {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${env.GITHUB_SERVER_URL}/.extraheader`,
    GIT_CONFIG_VALUE_0: `authorization: basic ${user}`,
  };
}

async function describe({ name, version, tag, notes }) {
  if (!env.GITHUB_REPOSITORY) return console.log(`no release of ${tag}: this is not GitHub`);
  const known = await call("GET", `/tags/${encodeURIComponent(tag)}`);
  if (known.status === 200) return;
  if (known.status !== 404) throw new Error(`GitHub answered with ${known.status}`);
  const { status } = await call("POST", "", {
    tag_name: tag,
    name: `${name} ${version}`,
    body: notes,
    prerelease: isPrerelease(version),
    // One of them can be the latest, and the tool is what others run.
    make_latest: String(name === actionPackage && !isPrerelease(version)),
  });
  if (status !== 201) throw new Error(`GitHub answered with ${status}: ${tag} has no release`);
  console.log(`wrote the release ${tag}`);
}

async function call(method, path, body) {
  const answer = await fetch(
    `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}/releases${path}`,
    {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${env.GH_TOKEN}`,
        // Between two calls, npm and git run for so long that the server hangs up.
        connection: "close",
        "content-type": "application/json",
        "x-github-api-version": "2022-11-28",
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(30_000),
    },
  );
  await answer.body?.cancel();
  return answer;
}

function isPrerelease(version) {
  return version.includes("-");
}
