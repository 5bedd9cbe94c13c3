import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

const types: Readonly<Record<string, string>> = { x: "string", y: "integer", z: "boolean" };
const version = (path: string, { isOfPath = false, operationId = "a" } = {}) => {
  const names = [...path.matchAll(/{(\w+)}/g)].map(([, name = ""]) => name);
  const parameters = names.map((name) => {
    const type = types[name] ?? "string";
    return { in: "path", name, required: true, schema: { type } };
  });
  const get = { operationId, responses: {}, ...(!isOfPath && { parameters }) };
  const post = { ...get, operationId: `${operationId}Post` };
  return specOf({
    ...head,
    paths: { [path]: { ...(isOfPath && { parameters }), get, ...(isOfPath && { post }) } },
  });
};
const found = (...[before, after]: [ReturnType<typeof version>, ReturnType<typeof version>]) =>
  compareSpecs(before, after).findings.map(
    ({ kind, wire, source, message }) => `${kind} ${wire}/${source}: ${message}`,
  );
const swapped = (names: string) =>
  `operation.pathParameter.swapped breaking/none: the path parameters ${names} swapped places`;
const renamed = (from: string, to: string) =>
  `operation.pathParameter.renamed info/breaking: the path parameter ${from} is now called ${to}`;

test.each([
  ["of different types", "/a/{x}/{y}", "/a/{y}/{x}", [swapped("x and y")]],
  ["of the same type", "/a/{o}/{r}", "/a/{r}/{o}", [swapped("o and r")]],
  ["with one between them", "/a/{x}/{y}/b/{z}", "/a/{z}/{y}/b/{x}", [swapped("x and z")]],
  ["all three of them", "/a/{x}/{y}/{z}", "/a/{y}/{z}/{x}", [swapped("x and y and z")]],
  [
    "beside one that has another name",
    "/a/{x}/{y}/{p}",
    "/a/{y}/{x}/{q}",
    [swapped("x and y"), renamed("p", "q")],
  ],
  [
    "none, but names are other ones",
    "/a/{p}/{q}",
    "/a/{r}/{s}",
    [renamed("p", "r"), renamed("q", "s")],
  ],
  ["none, but a name went on", "/a/{p}/{q}", "/a/{q}/{r}", [renamed("p", "q"), renamed("q", "r")]],
])("path parameters that swapped places: %s", (_, before, after, want) => {
  expect(found(version(before), version(after)).sort()).toEqual([...want].sort());
});

test("parameters of the path that swapped places are one finding for all its methods", () => {
  const [before, after] = ["/a/{x}/{y}", "/a/{y}/{x}"].map((path) =>
    version(path, { isOfPath: true }),
  );
  const { findings } = compareSpecs(before as never, after as never);
  expect(findings.map(({ kind, operations }) => [kind, operations.length])).toEqual([
    ["operation.pathParameter.swapped", 2],
  ]);
});

test("a path that moved is not also told to have swapped its parameters", () => {
  expect(found(version("/a/{x}/{y}"), version("/b/{y}/{x}"))).toEqual([
    expect.stringMatching(/^operation\.path\.moved breaking/),
  ]);
});
