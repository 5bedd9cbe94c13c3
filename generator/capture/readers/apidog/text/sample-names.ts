import { decodedPart, type Fields, isIgnoredParameter } from "../../../../openapi/index.js";
import type { Sample } from "./code-sample.js";
import type { Builder } from "./operation-builder.js";

const because = "the sample call shows the name, and nothing else does";

/** Query parameters that a call names. */
export function queryOf(sample: Sample, at: number, builder: Builder): Fields[] {
  const query = /\?([^#]*)/.exec(sample.url)?.[1] ?? "";
  const names = new Set(query.split("&").map((pair) => decodedPart(pair.split("=")[0] ?? "")));
  names.delete("");
  return [...names].map((name, index) => {
    builder.mark(["parameters", String(at + index)], "derived", because, sample.line);
    return { name, in: "query", schema: {} };
  });
}

/** What a call alone tells of an operation: names, and no types. */
export function namesOf(sample: Sample, builder: Builder): Fields {
  const query = queryOf(sample, 0, builder);
  const headers = sample.headers.filter(({ name }) => !isIgnoredParameter("header", name));
  const parameters = [...query, ...headers.map(({ name }) => ({ name, in: "header", schema: {} }))];
  for (const [index] of headers.entries()) {
    builder.mark(["parameters", String(query.length + index)], "derived", because, sample.line);
  }
  const members =
    sample.body?.kind === "object" ? sample.body.members.map(({ key }) => key) : sample.form;
  const media = sample.form.length > 0 ? "multipart/form-data" : "application/json";
  if (members.length > 0) builder.mark(["requestBody"], "derived", because, sample.line);
  const properties = Object.fromEntries(members.map((name) => [name, {}]));
  return {
    ...(parameters.length > 0 && { parameters }),
    ...(members.length > 0 && {
      requestBody: { content: { [media]: { schema: { type: "object", properties } } } },
    }),
    responses: {},
  };
}
