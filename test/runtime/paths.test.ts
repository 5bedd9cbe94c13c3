import { afterAll, describe, expect, test } from "vitest";
import { InvalidArgumentError } from "../../generator/runtime/index.js";
import type { OperationDescriptor } from "../../generator/runtime/operation.js";
import { writeParameter, writeStyledParameter } from "../../generator/runtime/serialize.js";
import { callerOf } from "./client.js";
import { serve } from "./server.js";

/** Every value stays where its template has it, or is refused: no URL is made that means another. */

const server = await serve();
afterAll(() => server.close());
const call = callerOf({ baseUrl: server.url });

const reserved = { in: "path", allowReserved: true, write: writeParameter } as const;
const label = { in: "path", style: "label", write: writeStyledParameter } as const;
const matrix = { in: "path", style: "matrix", write: writeStyledParameter } as const;
const list = { in: "path", write: writeStyledParameter } as const;
const reservedList = { ...list, allowReserved: true } as const;

type Case = [template: string, id: NonNullable<OperationDescriptor["parameters"]>[string], RegExp];
const cases: readonly Case[] = [
  ["/x/{id}", { in: "path" }, /^\/x\/[^/?#]+$/],
  ["/x/{id}/z", { in: "path" }, /^\/x\/[^/?#]+\/z$/],
  ["/b/{id}?acl", { in: "path" }, /^\/b\/[^/?#]+\?acl$/],
  ["/b/{id}?acl=1&x=/../y", { in: "path" }, /^\/b\/[^/?#]+\?acl=1&x=\/\.\.\/y$/],
  // The descriptor of a generated client has no fragment; one by hand may.
  ["/f/{id}#part", { in: "path" }, /^\/f\/[^/?#]+$/],
  ["/p/%2e{id}/z", { in: "path" }, /^\/p\/%2e[^/?#]+\/z$/],
  ["/p/.{id}", { in: "path" }, /^\/p\/\.[^/?#]+$/],
  ["/r/{id}/z", reserved, /^\/r\/[^/?#]+\/z$/],
  ["/r/{id}?acl", reserved, /^\/r\/[^/?#]+\?acl$/],
  ["/l/{id}/z", label, /^\/l\/\.[^/?#]+\/z$/],
  ["/m/{id}/z", matrix, /^\/m\/;id[^/?#]*\/z$/],
  ["/c/{id}/z", list, /^\/c\/[^/?#]+\/z$/],
  ["/c/{id}/z", reservedList, /^\/c\/[^/?#]+\/z$/],
];
const values = [
  "a",
  ...[
    "..",
    ".",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "%2e",
    "..;",
    "..;/x",
    "..\\",
    "\\..\\..",
    "..%2f..",
    "..%00",
  ],
  ...["a/../../c", "a/..", "../a", "%2E%2E/%2e%2e/z", "/", "//evil.test", "a\\..\\c", "@evil.test"],
  ...["?x=1", "x?admin=1", "#x", "a#b", "%3f", "%23", "%252e", "．．", "\u2024\u2024"],
  ...["..\t", "\t..", "..\n", ". .", " ..", ".. ", "\u0000..", ".\r\n."],
];
/** What no place of a path can hold as a segment of its own. */
const dots = ["..", "."];

describe.each(cases)("%s", (path, id, expected) => {
  test.each(values)("%j", async (value) => {
    const isList = id.write === writeStyledParameter;
    const parameters = { id };
    const outcome = await call({ path, parameters }, { id: isList ? [value] : value }).then(
      () => "sent",
      (error: unknown) => error,
    );
    const arrived = server.take().map(({ target }) => target);
    if (outcome === "sent") {
      expect(arrived).toEqual([expect.stringMatching(expected)]);
      return;
    }
    expect(outcome).toBeInstanceOf(InvalidArgumentError);
    expect((outcome as InvalidArgumentError).parameter).toBe("id");
    expect(arrived).toEqual([]);
    // Nothing is refused that could be sent.
    expect(value).toMatch(/^(\.|%2e)+$/i);
  });
});

test.each(cases.filter(([, { style }]) => !style))(
  "%s refuses a segment of dots",
  async (path, id) => {
    for (const value of path.includes(".{") || path.includes("%2e{") ? ["."] : dots) {
      const args = { id: id.write === writeStyledParameter ? [value] : value };
      await expect(call({ path, parameters: { id } }, args)).rejects.toThrow("dot segment");
    }
    expect(server.take()).toEqual([]);
  },
);

test("what is reserved and ends nothing stays as it is", async () => {
  const path = "/r/{id}/z";
  await call({ path, parameters: { id: reserved } }, { id: "a:b@c!$'()*,;%41[]" });
  expect(server.take().map(({ target }) => target)).toEqual(["/r/a:b@c!$'()*,;%41%5B%5D/z"]);
});
