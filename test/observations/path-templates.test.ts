import { describe, expect, test } from "vitest";
import { observe } from "../../generator/observations/index.js";
import { exchangesOf, type MadeCall } from "./exchanges.js";

function pathsOf(calls: readonly (string | MadeCall)[], paths?: readonly string[]): string[] {
  const made = calls.map((call) => (typeof call === "string" ? { sent: `GET ${call}` } : call));
  const { operations } = observe(exchangesOf(...made), { ...(paths && { paths }) });
  return [...new Set(operations.map(({ path }) => path))];
}

describe("a segment that looks like a value is a parameter", () => {
  test.each([
    ["a number", "/a/12/b", "/a/{a_id}/b"],
    ["a number with a fraction", "/a/1.5", "/a/{a_id}"],
    ["a UUID", "/parts/0b5c1f7e-5d1d-4c6a-9a55-2a3f1f2b4c5d", "/parts/{part_id}"],
    ["a UUID without hyphens", "/parts/0b5c1f7e5d1d4c6a9a552a3f1f2b4c5d", "/parts/{part_id}"],
    ["a ULID", "/parts/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/parts/{part_id}"],
    ["an id with a prefix", "/customers/cus_9s6XKzkNRlz8i3", "/customers/{customer_id}"],
    ["a number behind letters", "/orders/PO-2041/", "/orders/{order_id}/"],
    ["a date", "/rates/2026-11-30", "/rates/{rate_id}"],
    ["an address", "/users/a@b.test", "/users/{user_id}"],
    ["a text that had to be encoded", "/names/a%20b", "/names/{name_id}"],
    ["capitals", "/rates/USD", "/rates/{rate_id}"],
    ["two in a row", "/grid/1/2", "/grid/{grid_id}/{grid_id_2}"],
    [
      "behind plurals of several kinds",
      "/boxes/1/batches/2/categories/3",
      "/boxes/{box_id}/batches/{batch_id}/categories/{category_id}",
    ],
    [
      "behind words that only look like plurals",
      "/status/1/address/2/analysis/3",
      "/status/{status_id}/address/{address_id}/analysis/{analysis_id}",
    ],
  ])("%s", (_, path, expected) => {
    expect(pathsOf([path])).toEqual([expected]);
  });
});

describe("a word is part of the path", () => {
  test.each([
    "/users/me",
    "/v1/parts",
    "/v1.2/parts",
    "/2/parts",
    "/API/parts",
    "/api/v2/parts/",
    "/parts/upload-image",
    "/oauth2/token",
    "/sha256/sums",
    "/.well-known/openid-configuration",
    "/größe",
    "/parse_raw_bom/",
    "/getParts",
    "/i18n/b2b",
  ])("%s", (path) => {
    expect(pathsOf([path])).toEqual([path]);
  });

  test("also beside parameters", () => {
    expect(pathsOf(["/users/1", "/users/2", "/users/me", "/users/search"])).toEqual([
      "/users/me",
      "/users/search",
      "/users/{user_id}",
    ]);
  });
});

describe("a word that an answer has as an id is a parameter", () => {
  test("of the list above it", () => {
    const list = { sent: "GET /makers/", answer: [{ slug: "acme", city: "bonn" }] };
    expect(pathsOf([list, "/makers/acme/", "/makers/bonn/"])).toEqual([
      "/makers/",
      "/makers/bonn/",
      "/makers/{maker_id}/",
    ]);
  });

  test("of what was created", () => {
    const made = {
      sent: "POST /makers",
      body: { name: "x" },
      status: 201,
      answer: { key: "acme" },
    };
    expect(pathsOf([made, "/makers/acme/parts"])).toEqual(["/makers", "/makers/{maker_id}/parts"]);
  });

  test("of its own answer", () => {
    const one = { sent: "GET /users/ann", answer: { login: "ann" } };
    expect(pathsOf([one])).toEqual(["/users/{user_id}"]);
  });

  test("not of an answer elsewhere", () => {
    const other = { sent: "GET /tags", answer: [{ name: "search" }] };
    expect(pathsOf([other, "/parts/search"])).toEqual(["/parts/search", "/tags"]);
  });
});

test("words that many calls differ in, each with the same answer, are values", () => {
  const call = (word: string) => ({ sent: `GET /cities/${word}`, answer: { size: 1 } });
  const words =
    "bonn koeln ulm trier essen hof worms celle emden gera jena fulda halle hanau herne kiel marl plauen siegen soest".split(
      " ",
    );
  expect(words.length).toBe(20);
  expect(pathsOf(words.map(call))).toEqual(["/cities/{city_id}"]);
  // Fewer may be operations of one kind.
  expect(pathsOf(words.slice(1).map(call)).length).toBe(19);
  // One with another answer is another operation.
  const other = { sent: "GET /cities/search", answer: [] };
  expect(pathsOf([...words.map(call), other])).toEqual(["/cities/search", "/cities/{city_id}"]);
});

test("a recording's own parameters keep their names", () => {
  const marked = { sent: "GET /v1/parts/red/lots", marked: [[2, "partColor"]] } as const;
  expect(pathsOf([marked])).toEqual(["/v1/parts/{partColor}/lots"]);
});

test("a value of a known template is one with the other end, too", () => {
  const known = ["/users/{user_id}/", "/users/me/", "/teams/{team_id}"];
  expect(pathsOf(["/users/ann", "/users/me", "/teams/red/", "/teams/red"], known)).toEqual([
    ...["/teams/{team_id}", "/teams/{team_id}/", "/users/me", "/users/{user_id}"],
  ]);
});

test("templates that are known are taken as they are, the most concrete first", () => {
  const known = ["/parts/{mpn}/", "/parts/popular/", "/parts/{mpn}/lots"];
  expect(pathsOf(["/parts/red/", "/parts/popular/", "/parts/7/lots", "/parts/7/x"], known)).toEqual(
    ["/parts/popular/", "/parts/{mpn}/", "/parts/{mpn}/lots", "/parts/{part_id}/x"],
  );
});

test("a parameter has the kind of all its values", () => {
  const typeOf = (...paths: string[]) =>
    observe(
      exchangesOf(...paths.map((path) => ({ sent: `GET ${path}` }))),
    ).operations[0]?.segments.find((segment) => "name" in segment);
  expect(typeOf("/a/1", "/a/2")).toMatchObject({ type: "integer" });
  expect(typeOf("/a/1", "/a/A-12")).toMatchObject({ type: "string" });
  expect(typeOf("/a/0b5c1f7e-5d1d-4c6a-9a55-2a3f1f2b4c5d")).toMatchObject({ type: "uuid" });
});
