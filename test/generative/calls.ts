import { isDeepStrictEqual } from "node:util";
import type { Arrived } from "../runtime/server.js";
import { fc } from "../support/random.js";
import { decodeBody, decodeParameters } from "./decode.js";
import type { MadeBody, MadeOperation, MadeParameter } from "./operations.js";

/** One call of an operation: what it is given, and what the server answers with. */
export interface MadeCall {
  /** `query page` and its value. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: { readonly of: MadeBody; readonly value: unknown } | undefined;
  readonly answer: { readonly of: MadeBody; readonly value: unknown } | undefined;
}

export function callsOf(operation: MadeOperation): fc.Arbitrary<MadeCall> {
  const wrap = (of: MadeBody) => of.shape.value.map((value) => ({ of, value }));
  const oneOf = (list: readonly MadeBody[]) =>
    list.length > 0 ? fc.oneof(...list.map(wrap)) : fc.constant(undefined);
  const values = operation.parameters.map(({ shape, required }) => {
    const value = shape.value.map((it) => ({ it }));
    return required ? value : fc.option(value, { nil: undefined });
  });
  return fc.record({
    parameters: fc.tuple(...values).map((given) =>
      Object.fromEntries(
        given.flatMap((value, index) => {
          const { in: place, name } = operation.parameters[index] as MadeParameter;
          return value ? [[`${place} ${name}`, value.it]] : [];
        }),
      ),
    ),
    body: oneOf(operation.bodies),
    answer: oneOf(operation.answers),
  });
}

/** What the table of descriptors tells of arguments. */
export interface Descriptor {
  readonly method: string;
  readonly path: string;
  readonly query?: readonly string[];
  readonly parameters?: Readonly<Record<string, { readonly in: string; readonly name?: string }>>;
}

/** The arguments of a call, by the names that the client has for them. */
export function argumentsOf(
  { bodies, answers }: MadeOperation,
  { parameters, body, answer }: MadeCall,
  descriptor: Descriptor,
): Record<string, unknown> {
  const names = new Map<string, string>([
    ...[...descriptor.path.matchAll(/{([^{}]+)}/g)].map(
      ([, name = ""]) => [`path ${name}`, name] as const,
    ),
    ...(descriptor.query ?? []).map((name) => [`query ${name}`, name] as const),
    ...Object.entries(descriptor.parameters ?? {}).map(
      ([argument, { in: place, name = argument }]) => [`${place} ${name}`, argument] as const,
    ),
  ]);
  const entries: [string, unknown][] = Object.entries(parameters).map(([key, value]) => {
    const argument = names.get(key);
    if (argument === undefined) throw new Error(`the client has no argument for ${key}`);
    return [argument, value];
  });
  if (body) {
    if (isChoice(bodies)) entries.push(["contentType", body.of.mediaType]);
    entries.push(["body", body.value]);
  }
  if (answer && isChoice(answers)) entries.push(["accept", answer.of.mediaType]);
  return Object.fromEntries(entries);
}

/** Several media types that are not the same JSON. */
function isChoice(list: readonly MadeBody[]): boolean {
  const isJson = ({ mediaType }: MadeBody) => /[/+]json\b/.test(mediaType);
  const schemas = new Set(
    list.map((each) => (isJson(each) ? JSON.stringify(each.shape.schema) : each.mediaType)),
  );
  return schemas.size > 1;
}

/** In what a request differs from what was asked for; empty if in nothing. */
export async function differences(
  operation: MadeOperation,
  call: MadeCall,
  arrived: Arrived,
): Promise<string[]> {
  const { parameters, foreign } = decodeParameters(operation, arrived);
  const wanted = Object.fromEntries(
    operation.parameters.flatMap((parameter) => {
      const key = `${parameter.in} ${parameter.name}`;
      const value = call.parameters[key];
      return Object.hasOwn(call.parameters, key)
        ? [[key, parameter.json ? value : asText(value, parameter.allowReserved)]]
        : [];
    }),
  );
  const found = [
    ...compare("method", operation.method.toUpperCase(), arrived.method),
    ...compare("parameters", wanted, parameters),
    ...compare("what is foreign", [], foreign),
  ];
  if (!call.body) return [...found, ...compare("body", "", arrived.body.toString())];
  const { of, value } = call.body;
  const isForm = /form/.test(of.mediaType);
  const body = isForm ? fieldsOf(value as object) : value;
  return [...found, ...compare("body", body, await decodeBody(of.mediaType, arrived))];
}

/** What is encoded already passes through where reserved characters are allowed. */
function asText(value: unknown, isReserved: boolean): unknown {
  const one = (part: unknown) =>
    isReserved ? String(part).replace(/(%[0-9a-f]{2})+/gi, decodeURIComponent) : String(part);
  if (Array.isArray(value)) return value.map(one);
  if (typeof value !== "object" || value === null) return one(value);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, one(member)]));
}

function fieldsOf(value: object): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, [member].flat().map(asField)]),
  );
}

function asField(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function compare(what: string, wanted: unknown, found: unknown): string[] {
  // Through JSON, in which there is no minus zero and no prototype.
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null)) as unknown;
  if (isDeepStrictEqual(plain(wanted), plain(found))) return [];
  return [`${what}: wanted ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`];
}

/** What the server sends. */
export function answerText({ of, value }: NonNullable<MadeCall["answer"]>): string {
  if (/[/+]json\b/.test(of.mediaType) || of.mediaType === "application/x-ndjson") {
    return JSON.stringify(value);
  }
  return String(value);
}

/** What the client makes of it, as it was before. */
export async function readAnswer(data: unknown): Promise<unknown> {
  if (data instanceof Blob) return data.text();
  if (typeof data !== "object" || data === null || !(Symbol.asyncIterator in data)) return data;
  const lines: unknown[] = [];
  for await (const line of data as AsyncIterable<unknown>) lines.push(line);
  return lines.length === 1 ? lines[0] : lines;
}

/** A value as TypeScript, so that the compiler judges it too. */
export function toSource(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toSource).join(", ")}]`;
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value).replaceAll(
      /[\u2028\u2029]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16)}`,
    );
  }
  const members = Object.entries(value).map(([key, member]) => {
    const name = key === "__proto__" ? '["__proto__"]' : toSource(key);
    return `${name}: ${toSource(member)}`;
  });
  return `{ ${members.join(", ")} }`;
}
