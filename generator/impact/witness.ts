import { join, relative } from "node:path";
import { type Finding, partsOf } from "../diff/index.js";
import type { Api } from "../model/index.js";
import { fieldsOf } from "../openapi/index.js";
import type { ClientFiles, Use } from "../uses/index.js";
import type { Compile } from "./proof/compile.js";
import type { Overlay } from "./proof/swap.js";

/** A finding that breaks, and the uses that the compiler rejects. */
export interface Broken {
  readonly finding: Finding;
  readonly uses: readonly Use[];
}

/**
 * For each finding that breaks, the smallest caller that compiles with the old client and does not
 * with the new one; both are tried, and what does neither is not shown.
 *
 * @returns by fingerprint
 */
export function findWitnesses(
  broken: readonly Broken[],
  {
    api,
    client,
    folder,
  }: { readonly api: Api; readonly client: ClientFiles; readonly folder: string },
  compile: Compile,
  overlay: Overlay,
): ReadonlyMap<string, string> {
  const from = moduleOf(client, folder);
  const files = new Map<string, { readonly fingerprint: string; readonly text: string }>();
  for (const { finding, uses } of broken) {
    const texts = candidatesFor(finding, uses, api).map((candidate) => print(candidate, from));
    for (const text of [...new Set(texts)].slice(0, mostTried)) {
      const path = join(folder, `tether-witness-${files.size}.ts`).replaceAll("\\", "/");
      files.set(path, { fingerprint: finding.fingerprint, text });
    }
  }
  if (files.size === 0) return new Map();
  const texts = new Map([...files].map(([path, { text }]) => [path, text]));
  const fits = compile.witnesses(new Map(), texts);
  const still = compile.witnesses(overlay, texts);
  const found = new Map<string, string>();
  for (const [path, { fingerprint, text }] of files)
    if (fits.has(path) && !still.has(path) && !found.has(fingerprint)) found.set(fingerprint, text);
  return found;
}

/** Of one finding; the first ones are of the uses that the compiler rejects. */
const mostTried = 12;

interface Candidate {
  readonly name: string;
  readonly isType: boolean;
  readonly line: string;
}

/** How a project's own code imports its client. */
function moduleOf({ from, home, roots: [root = home] }: ClientFiles, folder: string): string {
  if (/\/node_modules\/(?:@[^/]+\/)?[^/@.][^/]*$/.test(home))
    return from.replace(/(?<=.)@[^@/]*$/, "");
  const path = relative(folder, root).replaceAll("\\", "/");
  return `${path.startsWith(".") ? path : `./${path}`}/index.js`;
}

function print({ name, isType, line }: Candidate, from: string): string {
  return `import ${isType ? "type " : ""}{ ${name} } from "${from}";\n\n${line}`;
}

/** Callers that may stop compiling, the plainest first. */
function candidatesFor(finding: Finding, uses: readonly Use[], api: Api): Candidate[] {
  const found: Candidate[] = [];
  for (const use of uses) {
    if (use.kind === "call" && use.operation !== null)
      found.push({
        name: use.operation,
        isType: false,
        line: `export const call = ${use.operation};`,
      });
    if (use.kind === "type" && /^[\w$]+$/.test(use.name))
      found.push({ name: use.name, isType: true, line: `export type Own = ${use.name};` });
  }
  const places = uses.flatMap((use) => placeOf(use, api) ?? []);
  return [
    ...found,
    ...places.flatMap((place) => ofPlace(finding, place)),
    ...addedTo(finding, uses, api),
  ];
}

/** A place in the client's types: `Order`, `shipping`, `carrier`. */
interface TypePlace {
  readonly type: string;
  readonly steps: readonly string[];
  /** The value that the caller names. */
  readonly value: string | undefined;
}

function placeOf({ kind, name, operations: [first = ""] }: Use, api: Api): TypePlace | undefined {
  if (kind === "status" || kind === "errorClass" || kind === "call") return undefined;
  const at = name.indexOf("=");
  const value = at < 0 ? undefined : name.slice(at + 1);
  const [head = "", ...steps] = stepsIn(at < 0 ? name : name.slice(0, at));
  const own = operationOf(first, api)?.names;
  if (kind === "argument") return own && { type: own.params, steps: [head, ...steps], value };
  const named = operationOf(head, api)?.names;
  if (!named) return { type: head, steps, value };
  const [side = "", ...inner] = steps;
  return side === "body"
    ? { type: named.params, steps, value }
    : { type: named.data, steps: inner, value };
}

function operationOf(name: string, { operations }: Api): Api["operations"][number] | undefined {
  return operations.find(({ names }) => names.function === name);
}

const stepsIn = (name: string) =>
  name.split(".").flatMap((step) => {
    const [own = "", ...lists] = step.split("[]");
    return [own, ...lists.map(() => "[]")];
  });

function ofPlace(finding: Finding, { type, steps, value }: TypePlace): Candidate[] {
  const typed = typeAt(type, steps);
  const read = `value${steps.map(accessOf).join("")}`;
  const of = (line: string): Candidate => ({ name: type, isType: true, line });
  const before = writtenType(finding);
  return [
    ...(value === undefined ? [] : [of(`export const sent: ${typed} = ${JSON.stringify(value)};`)]),
    of(`export const read = (value: ${type}) => ${read};`),
    ...(before === undefined
      ? []
      : [
          of(`export const read = (value: ${type}): ${before} => ${read};`),
          of(`export const sent = (value: ${before}): ${typed} => value;`),
        ]),
    // Rejects null and undefined alone.
    of(`export const read = (value: ${type}): NonNullable<unknown> => ${read};`),
  ];
}

/** What is required now, and was not there before. */
function addedTo(finding: Finding, uses: readonly Use[], api: Api): Candidate[] {
  const { aspect, verb } = partsOf(finding.kind);
  if (!/^required/.test(aspect) || !verb.startsWith("added")) return [];
  return finding.shown.flatMap(({ operation, side, names }) => {
    const known = api.operations.find(
      ({ method, path }) => method === operation.method && path === operation.path,
    );
    const isUsed = uses.some(({ operations }) => operations.includes(known?.names.function ?? ""));
    const last = names?.at(-1);
    if (!known || !isUsed || last === undefined) return [];
    const type = side === "arguments" ? known.names.params : known.names.data;
    const owner = typeAt(type, names?.slice(0, -1) ?? []);
    const line = `export const given = (value: Omit<${owner}, ${JSON.stringify(last)}>): ${owner} => value;`;
    return [{ name: type, isType: true, line }];
  });
}

function typeAt(type: string, steps: readonly string[]): string {
  return steps.reduce((owner, step, position) => {
    const inner = position === 0 ? owner : `NonNullable<${owner}>`;
    return `${inner}[${step === "[]" ? "number" : JSON.stringify(step)}]`;
  }, type);
}

function accessOf(step: string, position: number): string {
  const chain = position === 0 ? "" : "?.";
  if (step === "[]") return `${chain}[0]`;
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step)
    ? `${chain || "."}${step}`
    : `${chain}[${JSON.stringify(step)}]`;
}

const types: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
};

/** The type of the changed value in the older version, where it is a plain one. */
function writtenType({ before, nodes }: Finding): string | undefined {
  const { type, enum: values } = fieldsOf(nodes.base);
  if (Array.isArray(values)) return values.map((each) => JSON.stringify(each)).join(" | ");
  const named = typeof before === "string" ? before : typeof type === "string" ? type : "";
  return types[named];
}
