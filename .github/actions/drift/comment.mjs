// One comment on a pull request: found by its marker, and from then on updated in its place.

export const marker = "<!-- tether: api drift -->";

/** GitHub takes 65,536 characters; what is over ends at a line. */
const maxLength = 65_000;
const timeoutMs = 20_000;
const maxPages = 100;

/**
 * @param options.body what there is to say; undefined if nothing is, which is only said in a comment
 *   that is there already
 * @returns what was done, for the log; never throws: the job's summary says it all
 */
export async function comment({ api, repository, pull, token, body, details }) {
  const call = async (method, path, data) => {
    const answer = await fetch(`${api.replace(/\/$/, "")}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
        "user-agent": "tether-drift-action",
        ...(data && { "content-type": "application/json" }),
      },
      ...(data && { body: JSON.stringify(data) }),
      // A token goes to the server that it is for.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.ok) return answer.json();
    await answer.body?.cancel();
    throw new Refusal(answer.status);
  };
  try {
    const known = await find(call, pull);
    if (body === undefined && !known) return "nothing to say";
    const said =
      body ?? "## API drift: no drift\n\nNothing that callers could notice has changed.\n";
    const text = `${marker}\n${shorten(said, details)}`;
    if (known?.body === text) return "is as it was";
    if (known) await call("PATCH", `/issues/comments/${known.id}`, { body: text });
    else await call("POST", `/issues/${pull}/comments`, { body: text });
    return known ? "updated" : "created";
  } catch (error) {
    if (error instanceof Refusal) {
      const { status } = error;
      if (status === 401 || status === 403 || status === 404)
        return `not written, the token may not (${status}); see the job's summary`;
      return `not written, GitHub answered with ${status}; see the job's summary`;
    }
    // Only the kind of error: its text could hold what was sent.
    return `not written, GitHub could not be reached (${error?.cause?.code ?? error?.name}); see the job's summary`;
  }
}

class Refusal extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

async function find(call, pull) {
  for (let page = 1; page <= maxPages; page++) {
    const list = await call("GET", `/issues/${pull}/comments?per_page=100&page=${page}`);
    // Somebody may quote the marker; a comment of ours starts with it, and a bot wrote it.
    const own = list.find(({ body, user }) => body?.startsWith(marker) && user?.type === "Bot");
    if (own || list.length < 100) return own;
  }
  return undefined;
}

/** Ends at a line, and closes what is open there: a fence, and elements that fold. */
function shorten(body, details) {
  if (body.length <= maxLength) return body;
  const cut = body.slice(0, body.lastIndexOf("\n", maxLength));
  let fence = "";
  let open = 0;
  for (const line of cut.split("\n")) {
    // A fence is longer than any in its text, so that only its own end is equal to it.
    if (fence !== "") fence = line === fence ? "" : fence;
    else if (/^`{3,}$/.test(line)) fence = line;
    else if (line === "<details>") open++;
    else if (line === "</details>") open--;
  }
  const close = (fence === "" ? "" : `\n${fence}`) + "\n\n</details>".repeat(Math.max(0, open));
  return `${cut}${close}\n\nThis was too long for a comment; [the job's summary](${details}) has the rest.\n`;
}
