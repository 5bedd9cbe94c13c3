import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isSendable, methodFields, methods } from "../../generator/openapi/index.js";

describe.each(methods)("$name", ({ name, field, fetch }) => {
  const request = (init: RequestInit = {}) =>
    new Request("http://localhost/", { method: name, ...init });

  test("is sent by fetch or refused, as the list says", () => {
    if (fetch === "refused") expect(() => request()).toThrow(TypeError);
    else expect(request().method.toUpperCase()).toBe(name);
    expect(isSendable(name)).toBe(fetch !== "refused");
    expect(isSendable(field)).toBe(fetch !== "refused");
  });

  test("is sent with a body, or only without one", () => {
    const withBody = () => request({ body: "a" });
    if (fetch === "sent") expect(withBody().body).not.toBeNull();
    else expect(withBody).toThrow(TypeError);
  });
});

test.each(["connect", "TRACK", "TRACE"])("fetch refuses %s", (method) => {
  expect(() => new Request("http://localhost/", { method })).toThrow(TypeError);
  expect(isSendable(method)).toBe(false);
});

test("safe methods are idempotent", () => {
  for (const { safe, idempotent } of methods) if (safe) expect(idempotent).toBe(true);
});

test("each version has the fields of its Path Item Object", () => {
  const old = ["get", "put", "post", "delete", "options", "head", "patch"];
  expect(methodFields("2.0")).toEqual(old);
  expect(methodFields("3.0")).toEqual([...old, "trace"]);
  expect(methodFields("3.1")).toEqual([...old, "trace"]);
  expect(methodFields("3.2")).toEqual([...old, "trace", "query"]);
});

test("the runtime, which imports nothing, follows redirects of the safe methods", () => {
  const url = new URL("../../generator/runtime/attempt.ts", import.meta.url);
  const [, known = ""] = /\^\(([A-Z|]+)\)\$/.exec(readFileSync(fileURLToPath(url), "utf8")) ?? [];
  // The body of a QUERY would have to be sent again.
  const followed = methods.filter(
    ({ name, safe, fetch }) => safe && fetch !== "refused" && name !== "QUERY",
  );
  expect(known.split("|").sort()).toEqual(followed.map(({ name }) => name).sort());
});
