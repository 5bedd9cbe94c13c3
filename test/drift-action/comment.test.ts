import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { comment, marker } from "../../.github/actions/drift/comment.mjs";
import { chatter, type Github, startGithub } from "./github.js";

const token = "ghs_secret";
let github: Github;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(() => github.close());

const say = (body: string | undefined, api = github.url): Promise<string> =>
  comment({ api, repository: "acme/shop", pull: 7, token, body, details: "https://ci.example/1" });
const own = (body: string) => ({ id: 500, body: `${marker}\n${body}`, user: { type: "Bot" } });

test("is created once, and then updated in its place", async () => {
  expect(await say("first")).toBe("created");
  expect(await say("second")).toBe("updated");
  expect(await say("second")).toBe("is as it was");
  expect(github.comments.map(({ body }) => body)).toEqual([`${marker}\nsecond`]);
  expect(github.tokens).toEqual(new Set([`Bearer ${token}`]));
});

test.each([0, 99, 100, 101, 250])("is found after %i other comments", async (count) => {
  github.comments.push(...chatter(count), own("old"));
  expect(await say("new")).toBe("updated");
  expect(github.comments).toHaveLength(count + 1);
  expect(github.comments.at(-1)?.body).toBe(`${marker}\nnew`);
  expect(github.requests.filter((line) => line.startsWith("GET"))).toHaveLength(
    Math.floor(count / 100) + 1,
  );
});

test("is not one that a person wrote, even with the marker", async () => {
  github.comments.push({ ...own("x"), user: { type: "User" } });
  github.comments.push({ id: 2, body: `> ${marker}`, user: { type: "Bot" } });
  expect(await say("new")).toBe("created");
  expect(github.comments).toHaveLength(3);
});

describe("with nothing to say", () => {
  test("none is created", async () => {
    expect(await say(undefined)).toBe("nothing to say");
    expect(github.requests.filter((line) => !line.startsWith("GET"))).toEqual([]);
  });

  test("an existing one says so", async () => {
    github.comments.push(own("3 breaking"));
    expect(await say(undefined)).toBe("updated");
    expect(github.comments[0]?.body).toContain("no drift");
  });
});

test.each([
  [401, ["GET"], "not written, the token may not (401); see the job's summary"],
  [403, ["POST"], "not written, the token may not (403); see the job's summary"],
  [404, ["GET"], "not written, the token may not (404); see the job's summary"],
  [403, ["PATCH"], "created"],
  [500, ["GET"], "not written, GitHub answered with 500; see the job's summary"],
  [503, ["POST"], "not written, GitHub answered with 503; see the job's summary"],
  [429, ["POST"], "not written, GitHub answered with 429; see the job's summary"],
])("a %i to %j", async (status, failing, want) => {
  github.status = status;
  github.failing = failing;
  expect(await say("x")).toBe(want);
});

test("no server at all", async () => {
  expect(await say("x", "http://127.0.0.1:9")).toMatch(
    /^not written, GitHub could not be reached \(\w+\); see the job's summary$/,
  );
});

test("a long one is cut at a line, closes open markup, and names the summary", async () => {
  const lines = Array.from({ length: 4000 }, (_, index) => `| row ${index} of the table |`);
  const body = `# x\n\n<details>\n<summary>s</summary>\n\n\`\`\`\n${lines.join("\n")}\n\`\`\`\n\n</details>\n`;
  expect(await say(body)).toBe("created");
  const text = github.comments[0]?.body ?? "";
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(
    /\| row \d+ of the table \|\n```\n\n<\/details>\n\nThis was too long for a comment; \[the job's summary\]\(https:\/\/ci\.example\/1\) has the rest\.\n$/,
  );
});

test("text in a fence that looks like markup does not count as such", async () => {
  const text = ["<details>", "```", "</details>", "<details>", "</details>", "</details>", "~~~"];
  const lines = Array.from({ length: 9000 }, (_, index) => text[index % text.length]);
  const body = `# x\n\n<details>\n<summary>s</summary>\n\n\`\`\`\`\n${lines.join("\n")}\n\`\`\`\`\n\n</details>\n`;
  expect(await say(body)).toBe("created");
  expect(github.comments[0]?.body).toMatch(
    /\n````\n\n<\/details>\n\nThis was too long for a comment; \[[^\n]*\n$/,
  );
  expect(github.comments[0]?.body.match(/^````$/gm)).toHaveLength(2);
});
