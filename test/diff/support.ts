import { parse } from "yaml";
import { compareSpecs, type Finding } from "../../generator/diff/index.js";
import type { Example, Rule } from "../../generator/diff/rules/index.js";
import { applyFilter } from "../../generator/load/filter-operations.js";
import type { Filter, Spec } from "../../generator/load/index.js";
import { resolveIn } from "../../generator/openapi/index.js";

/** A spec of plain data, as the loader would give it. */
export function specOf(document: unknown, file = "spec.yaml", filter?: Filter): Spec {
  const unfiltered = document as Record<string, unknown>;
  return {
    document: applyFilter(unfiltered, file, { ...(filter && { filter }), allowEmpty: true })
      .document,
    unfiltered,
    hash: "",
    files: [file],
    inputs: [],
    publicUrl: undefined,
    warnings: [],
    resolve: (ref) => resolveIn(document, ref),
    written: (pointer) => pointer,
    source: (pointer) => ({ file, value: document, pointer }),
    text: () => undefined,
    place: (pointer) => ({ file: `${file}#/${pointer.join("/")}`, line: 1, column: 1 }),
  };
}

export const head = { openapi: "3.1.0", info: { title: "T", version: "1" } };

/** The two documents of a rule's example. */
export function documentsOf({ id, example }: Rule): [unknown, unknown] {
  const [subject = ""] = id.split(".");
  const document = (yaml: string) => ({
    ...head,
    paths: {},
    ...wrap(example.of, subject, parse(yaml)),
  });
  return [document(example.before), document(example.after)];
}

/** The two versions of a rule's example, as their configs select them. */
export function specsOf(rule: Rule): [Spec, Spec] {
  const [before, after] = documentsOf(rule);
  const { filters = {} } = rule.example;
  const filter = (yaml = "null") => (parse(yaml) as Filter | null) ?? undefined;
  return [
    specOf(before, undefined, filter(filters.before)),
    specOf(after, undefined, filter(filters.after)),
  ];
}

function wrap(of: Example["of"], subject: string, content: unknown): Record<string, unknown> {
  if (of === "document") return content as Record<string, unknown>;
  if (of === "components") {
    const schemas = content as Record<string, unknown>;
    const [first = ""] = Object.keys(schemas);
    const used = operationWith(subject, { $ref: `#/components/schemas/${first}` });
    return { paths: { "/things": { post: used } }, components: { schemas } };
  }
  const operation = of === "operation" ? (content as object) : operationWith(subject, content);
  return { paths: { "/things": { post: operation } } };
}

/** An operation that uses a schema as one of the four subjects. */
export function operationWith(subject: string, schema: unknown): object {
  const content = { "application/json": { schema } };
  switch (subject) {
    case "parameter":
      return { parameters: [{ in: "query", name: "q", schema }] };
    case "request":
      return { requestBody: { content } };
    case "header":
      return { responses: { 200: { description: "A", headers: { "X-Q": { schema } } } } };
    default:
      return { responses: { 200: { description: "A", content } } };
  }
}

/** What is found between two schemas that an operation uses as one of the four subjects. */
export function findingsBetween(
  subject: string,
  before: unknown,
  after: unknown,
  [old, now] = ["3.1.0", "3.1.0"],
): readonly Finding[] {
  const document = (schema: unknown, openapi: string | undefined) =>
    specOf({ ...head, openapi, paths: { "/a": { post: operationWith(subject, schema) } } });
  return compareSpecs(document(before, old), document(after, now)).findings;
}

/** The same as `kind wire`. */
export function wiresBetween(...between: Parameters<typeof findingsBetween>): string[] {
  return findingsBetween(...between).map(({ kind, wire }) => `${kind} ${wire}`);
}

export const integer = (more: object) => ({ type: "integer", ...more });
export const number = (more: object) => ({ type: "number", ...more });
export const text = (more: object) => ({ type: "string", ...more });
