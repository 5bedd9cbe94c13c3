import { describe, expect, test } from "vitest";
import type { Exchange } from "../../generator/recordings/index.js";
import { nowhereBelow, type Outcome, outcomeOf } from "../../generator/verify/ask/nothing-there.js";

/** What an answer says of a path, held against the answer to a path that cannot be. */

type Answer = readonly [
  status: number,
  type?: string | undefined,
  body?: string,
  location?: string,
];

function exchange(path: string, [status, mediaType, text = "", location]: Answer): Exchange {
  const headers = location === undefined ? [] : [["location", location] as const];
  const body = mediaType && { mediaType, bytes: Buffer.from(text), isTruncated: false };
  return {
    request: { method: "GET", url: new URL(path, "https://api.test"), headers: [] },
    response: { status, headers, ...(body && { body }) },
  } as unknown as Exchange;
}

const json = (status: number, value: object): Answer => [
  status,
  "application/json",
  JSON.stringify(value),
];
const html = (status: number, text: string): Answer => [status, "text/html; charset=utf-8", text];

const drf = html(404, "<h1>Not Found</h1>");
const forbidden = json(403, { message: "Forbidden" });
const page = html(200, "<div id=app></div>");
const soft = (path: string) =>
  json(200, { ok: false, error: "no route", path, requestId: `q${path}` });
const problem = (path: string) =>
  [
    404,
    "application/problem+json",
    JSON.stringify({ title: "None", instance: path, traceId: `0HN${path.length}:A` }),
  ] as const;

/** The service, the answer to nothing, the answer to the operation, and what that says of it. */
const cases: [string, Answer, Answer, Outcome, ("values" | "declared")?][] = [
  ["Django: a path without a view", drf, drf, "nothing-there"],
  [
    "Django REST framework: no such object",
    drf,
    json(404, { detail: "Not found." }),
    "answered",
    "values",
  ],
  ["Django REST framework: a key first", drf, json(401, { detail: "No." }), "refused"],
  ["Django REST framework: not for this key", drf, json(403, { detail: "No." }), "refused"],
  ["Django REST framework: not this method", drf, json(405, { detail: "No." }), "method-refused"],
  ["Django REST framework: an answer", drf, json(200, []), "answered"],
  [
    "FastAPI: a path without a function",
    json(404, { detail: "Not Found" }),
    json(404, { detail: "Not Found" }),
    "nothing-there",
  ],
  [
    "FastAPI: no such item",
    json(404, { detail: "Not Found" }),
    json(404, { detail: "No part 7" }),
    "answered",
  ],
  ["a gateway that forbids all: a path", forbidden, forbidden, "nothing-there"],
  [
    "a gateway that forbids all: what is behind it",
    forbidden,
    json(403, { detail: "Not yours" }),
    "refused",
  ],
  ["a gateway that forbids all: an answer", forbidden, json(200, {}), "answered"],
  ["a page for every path: the page", page, page, "nothing-there"],
  [
    "a page for every path: with a nonce",
    page,
    html(200, "<div id=app nonce=q></div>"),
    "nothing-there",
  ],
  ["a page for every path: an answer", page, json(200, {}), "answered"],
  [
    "a page for every path: a page that is declared",
    page,
    html(200, "<h1>Invoice</h1>"),
    "answered",
    "declared",
  ],
  [
    "a page for every path: the page, where one is declared",
    page,
    page,
    "nothing-there",
    "declared",
  ],
  ["200 for what is not there", soft("/nothing/"), soft("/it/"), "nothing-there"],
  ["200 for what is not there: an answer", soft("/nothing/"), json(200, { ok: true }), "answered"],
  ["problem details", problem("/nothing/"), problem("/it/"), "nothing-there"],
  [
    "all to the login",
    [302, undefined, "", "/login?next=/nothing/"],
    [302, undefined, "", "/login?next=/it/"],
    "nothing-there",
  ],
  [
    "to the login, but for a file",
    [302, undefined, "", "/login"],
    [302, undefined, "", "https://files.test/a"],
    "answered",
  ],
  [
    "all to https",
    [301, undefined, "", "https://s.test/nothing/"],
    [301, undefined, "", "https://s.test/it/"],
    "nothing-there",
  ],
  [
    "a slash too many for all: that is told of each",
    [301, undefined, "", "/nothing"],
    [301, undefined, "", "/it"],
    "answered",
  ],
  ["a service that is down", [503], [503], "failed"],
  ["a service that fails", json(500, {}), json(500, {}), "failed"],
  ["a service that has had enough", json(429, {}), json(429, {}), "failed"],
  ["no content for everything", [204], [204], "nothing-there"],
  ["not this method anywhere", html(405, "No"), html(405, "No"), "nothing-there"],
];

test.each(cases)("%s", (_, nothing, answer, outcome, more) => {
  const asking = { hasValues: more === "values", isDeclared: more === "declared" };
  expect(outcomeOf(exchange("/it/", answer), exchange("/nothing/", nothing), asking)).toBe(outcome);
});

describe("the path that cannot be is", () => {
  const end = "spec-tether-asks-for-nothing/";
  test.each([
    ["below what all have in common", ["/v1/boms/", "/v1/parts/{id}/", "/v1/a/b/"], `/v1/${end}`],
    ["at the top, where nothing is common", ["/boms", "/parts/{id}"], `/${end}`],
    ["beside the only list", ["/v1/boms/"], `/v1/${end}`],
    ["no item of a list", ["/v1/boms/{id}/", "/v1/boms/{id}/lines/"], `/v1/${end}`],
    ["not below a value", ["/{team}/boms", "/{team}/parts"], `/${end}`],
    ["at the top of an empty API", [], `/${end}`],
  ])("%s", (_, paths, want) => {
    expect(nowhereBelow(paths)).toBe(want);
  });
});
