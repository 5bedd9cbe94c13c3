// The step that has the token: says in a comment what the step before it wrote into a file.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { comment } from "./comment.mjs";

const { env } = process;
/** Several times what a comment takes. */
const maxBytes = 1_000_000;

/**
 * The text of the file; undefined if there is none. It is data of the pull request: no link is
 * followed, since one to `/proc/self/environ` would put the token into the comment, nothing is
 * waited for, and no more is read than a comment may need.
 */
function read(path) {
  let handle;
  try {
    // Windows has neither flag.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    handle = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new Error("the report cannot be read");
  }
  try {
    const { size } = fstatSync(handle);
    if (!fstatSync(handle).isFile() || size > maxBytes) throw new Error("the report is no report");
    const bytes = Buffer.alloc(size);
    return bytes.toString("utf8", 0, readSync(handle, bytes, 0, size, 0));
  } finally {
    closeSync(handle);
  }
}

async function post() {
  const body = read(env.DRIFT_FILE);
  if (body === undefined) return "nothing to say";
  if (body.includes(env.DRIFT_TOKEN)) throw new Error("the report holds the token");
  return comment({
    api: env.DRIFT_API,
    repository: env.DRIFT_REPOSITORY,
    pull: Number(env.DRIFT_PULL),
    token: env.DRIFT_TOKEN,
    body: body === "" ? undefined : body,
    details: env.DRIFT_DETAILS,
  });
}

// The job's summary says it all, so that a comment that cannot be written fails nothing.
console.log(`Comment: ${await post().catch((error) => `not written, ${error.message}`)}.`);
