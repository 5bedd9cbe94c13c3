import type { JsonSchema } from "../json-schema/index.js";
import { isFields } from "../openapi/index.js";
import type { Matches } from "./sampler.js";

/** Something wrong with a request. */
export interface Complaint {
  /** The part of the request. */
  readonly place: "body" | "query" | "path" | "header";
  /** From the parameter or the body down; empty for the body as a whole. */
  readonly field: readonly (string | number)[];
  /** A predicate: `is missing`. */
  readonly what: string;
}

/**
 * What a server would say of a request, in the first form that the schema of the answer allows: that
 * of FastAPI, that of Django REST framework, problem details (RFC 9457), or one text.
 *
 * @param summary a sentence for people
 */
export function errorBodies(
  complaints: readonly Complaint[],
  status: number,
  summary: string,
): unknown[] {
  const detail = complaints.map(({ place, field, what }) => ({
    loc: [place, ...field],
    msg: what,
    type: "value_error",
  }));
  const byField = complaints.reduce<unknown>(
    (errors, { field, what }) =>
      addAt(errors, field.length > 0 ? field : ["non_field_errors"], what),
    {},
  );
  const flat = Object.fromEntries(
    complaints.map(({ field, what }) => [field.join(".") || "non_field_errors", [what]]),
  );
  const problem = { title: "Invalid request", status, detail: summary };
  const pointers = complaints.map(({ field, what }) => ({
    detail: what,
    pointer: `/${field.map(String).join("/")}`,
  }));
  return [
    ...(complaints.length > 0
      ? [{ detail }, byField, flat, { ...problem, errors: pointers }, { errors: byField }]
      : []),
    { detail: summary },
    problem,
    { message: summary },
    { error: summary },
    { error: { message: summary } },
    { message: summary, errors: byField },
    { code: status, message: summary },
    { status, message: summary },
    summary,
  ];
}

/**
 * The first of them that a schema allows; otherwise the sample, with the summary in a member for
 * texts. Without a schema, Django REST framework's.
 */
export function errorBody(
  schema: JsonSchema | undefined,
  sample: unknown,
  complaints: readonly Complaint[],
  status: number,
  summary: string,
  matches: Matches,
): unknown {
  const [fastApi, django, ...others] = errorBodies(complaints, status, summary);
  if (schema === undefined) return complaints.length > 0 ? django : fastApi;
  const found = [fastApi, django, ...others].find((body) => matches(schema, body));
  if (found !== undefined || !isFields(sample)) return found ?? sample;
  for (const name of ["detail", "message", "error", "title", "description", "msg"]) {
    if (typeof sample[name] !== "string") continue;
    const said = { ...sample, [name]: summary };
    if (matches(schema, said)) return said;
  }
  return sample;
}

/** Texts by field, nested by object and position, as Django REST framework has them. */
function addAt(
  errors: unknown,
  [step = "", ...more]: readonly (string | number)[],
  text: string,
): unknown {
  const all = isFields(errors) ? errors : {};
  const name = String(step);
  const inner = Object.hasOwn(all, name) ? all[name] : undefined;
  const value =
    more.length > 0
      ? addAt(Array.isArray(inner) ? {} : (inner ?? {}), more, text)
      : [...(Array.isArray(inner) ? inner : []), text];
  return Object.fromEntries([
    ...Object.entries(all).filter(([other]) => other !== name),
    [name, value],
  ]);
}
