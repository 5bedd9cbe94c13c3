import type { Respond } from "../../runtime/server.js";
import { json } from "../../runtime/server.js";
import type { Field, Kind, Operation } from "./random-api.js";

/**
 * A server of an API: it refuses what the API has not, and answers with all that it must answer.
 *
 * @param turn which value it answers with where there are several, from the last one on
 */
export function serverOf(
  api: readonly Operation[],
  before: readonly Operation[],
  turn = 0,
): Respond {
  return (response, arrived) => {
    const { pathname, searchParams } = new URL(arrived.target, "http://shop");
    const operation = api.find(({ path }) => path === pathname);
    const older = before.find(({ path }) => path === pathname);
    if (!operation) return json({ detail: "gone" }, 404)(response, arrived);
    const query = Object.fromEntries(searchParams);
    const body = arrived.body.length > 0 ? JSON.parse(arrived.body.toString()) : {};
    const isTaken = takes(operation.query, query, true) && takes(operation.body ?? [], body, false);
    const answer = answerOf(operation.answer, older?.answer ?? [], turn);
    return isTaken
      ? json(answer)(response, arrived)
      : json({ detail: "no" }, 400)(response, arrived);
  };
}

function takes(fields: readonly Field[], given: Record<string, unknown>, isText: boolean): boolean {
  const isKnown = Object.keys(given).every((name) => fields.some((each) => each.name === name));
  return (
    isKnown &&
    fields.every(({ name, required, kind }) =>
      name in given ? fits(kind, given[name], isText) : !required,
    )
  );
}

function fits(kind: Kind, value: unknown, isText: boolean): boolean {
  if ("fields" in kind)
    return typeof value === "object" && value !== null && takes(kind.fields, { ...value }, isText);
  if (kind.is === "enum") return kind.values.some((each) => each === value);
  if (kind.is === "text") return typeof value === "string";
  if (isText)
    return kind.is === "count"
      ? /^\d+$/.test(String(value))
      : /^(?:true|false)$/.test(String(value));
  return typeof value === (kind.is === "count" ? "number" : "boolean");
}

/** An optional field that was required before is left out. */
function answerOf(
  fields: readonly Field[],
  before: readonly Field[],
  turn: number,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(({ name, required, kind }) => {
      const older = before.find((each) => each.name === name);
      if (older?.required && !required) return [];
      const inner = older && "fields" in older.kind ? older.kind.fields : [];
      return [[name, sampleOf(kind, inner, turn)]];
    }),
  );
}

function sampleOf(kind: Kind, before: readonly Field[], turn: number): unknown {
  if (kind.is === "object") return answerOf(kind.fields, before, turn);
  if (kind.is === "list") return [answerOf(kind.fields, before, turn)];
  if (kind.is === "enum") return kind.values.at(-1 - turn);
  return { text: "text", count: 1, flag: true }[kind.is];
}
