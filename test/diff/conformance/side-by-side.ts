/**
 * Our findings beside those of oasdiff on the same two documents: which of theirs we have as well,
 * by operation and name. What one operation shares with others is one finding to us, and one a use
 * to them.
 */
import type { Finding } from "../../../generator/diff/finding.js";
import { compareSpecs } from "../../../generator/diff/index.js";
import { loadSpec } from "../../../generator/load/index.js";
import { oursFor, policies } from "./ids.js";

/** A line of `oasdiff changelog --format json`. */
export interface Theirs {
  readonly id: string;
  readonly text: string;
  /** 1 info, 2 warning, 3 breaking. */
  readonly level: 1 | 2 | 3;
  /** The method; absent for what concerns the whole document. */
  readonly operation?: string;
  readonly path?: string;
}

export interface SideBySide {
  /** What they tell and we don't. */
  readonly onlyTheirs: readonly Theirs[];
  readonly onlyOurs: readonly Finding[];
  /** How many of theirs we have. */
  readonly shared: number;
  /** How many of those we tell as a change of another kind at the same place. */
  readonly otherwise: number;
  /** How many of theirs are policies of a team about its own API. */
  readonly policies: number;
}

type OurFinding = Pick<
  Finding,
  "kind" | "operations" | "message" | "pointer" | "before" | "after"
> & {
  /** A rule for each direction in which a shared schema is used. */
  readonly reasons: readonly { readonly rule: string }[];
};

/** Our findings on two documents, as they are written. */
export async function ourFindings(base: string, revision: string): Promise<readonly Finding[]> {
  return compareSpecs(await loadSpec(base), await loadSpec(revision)).findings;
}

export function sideBySide<Ours extends OurFinding>(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
): Omit<SideBySide, "onlyOurs"> & { readonly onlyOurs: readonly Ours[] } {
  const byOperation = indexed(ours);
  const textOf = cached(({ message, pointer, before, after }: Ours) => {
    const inOperation = pointer.replace(/^\/(paths|webhooks)\/[^/]*\/?[^/]*/, "");
    return [message, inOperation, JSON.stringify(before), JSON.stringify(after)].join(" ");
  });
  const told = new Set<Ours>();
  const onlyTheirs: Theirs[] = [];
  let shared = 0;
  let otherwise = 0;
  let ofPolicy = 0;
  for (const one of theirs) {
    if (one.id in policies) {
      ofPolicy++;
      continue;
    }
    const kinds = new Set(oursFor(one.id)?.kinds ?? []);
    const substitutes = substitutesFor(one.id, kinds);
    const { place, values, around } = subjectOf(one.text);
    const at = byOperation.get(`${one.operation ?? ""} ${one.path ?? ""}`) ?? [];
    const isOfRule = ({ reasons }: Ours, isMeant: (rule: string) => boolean) =>
      reasons.some(({ rule }) => isMeant(rule));
    const names = (finding: Ours, name: string) => hasWord(textOf(finding), name);
    // We tell a change of a shared schema at one of the places that use it.
    const isHere = (finding: Ours) =>
      place === undefined ||
      names(finding, place) ||
      (values.length > 0 && finding.pointer.startsWith("/components/schemas/"));
    const [expected, others] = [new Set<Ours>(), new Set<Ours>()];
    const wanted = new Set(values);
    for (const finding of [...at, ...(byOperation.get("") ?? [])]) {
      if (!isOfRule(finding, (rule) => kinds.has(rule)) || !isHere(finding)) continue;
      const named = values.filter((value) => names(finding, value));
      if (values.length > 0 && named.length === 0) continue;
      expected.add(finding);
      for (const value of named) wanted.delete(value);
    }
    if (expected.size === 0 || wanted.size > 0) {
      for (const finding of at) {
        const isAlike =
          place !== undefined &&
          isOfRule(finding, (rule) => isOfShape(rule) && !isOpposite(one.id, rule)) &&
          hasWord(finding.message, place) &&
          values.every((name) => names(finding, name));
        const isSubstitute = isOfRule(finding, (rule) => substitutes.has(rule)) && isHere(finding);
        const isWhole =
          isOfRule(finding, isEnvelope) ||
          (isOfRule(finding, isOfWhole) && [...around, place].includes(placeIn(finding.message)));
        // A change of another kind at the same name is the same change, seen otherwise.
        if (isAlike || isSubstitute || isWhole) others.add(finding);
      }
    }
    const isExpected = expected.size > 0 && wanted.size === 0;
    const same = isExpected ? expected : others;
    for (const finding of same) told.add(finding);
    if (same.size === 0) onlyTheirs.push(one);
    else shared++;
    if (!isExpected && same.size > 0) otherwise++;
  }
  const onlyOurs = ours.filter((finding) => !told.has(finding));
  return { onlyTheirs, onlyOurs, shared, otherwise, policies: ofPolicy };
}

/** By operation, a moved one by its old path too; what is about the document by "". */
function indexed<Ours extends OurFinding>(ours: readonly Ours[]): Map<string, Ours[]> {
  const byOperation = new Map<string, Ours[]>();
  const put = (key: string, finding: Ours) => {
    const known = byOperation.get(key);
    if (known) known.push(finding);
    else byOperation.set(key, [finding]);
  };
  for (const finding of ours) {
    if (finding.operations.length === 0) put("", finding);
    for (const { method, path } of finding.operations) put(`${method} ${path}`, finding);
    for (const old of oldNames(finding)) put(old, finding);
    // Theirs is about the document, and has no operation.
    if (/security/i.test(finding.kind)) put(" ", finding);
  }
  return byOperation;
}

/** The operations that it moved, as they were. */
function oldNames({ kind, operations, before, after }: OurFinding): string[] {
  if (kind === "operation.path.moved") return [String(before)];
  if (kind !== "operation.pathPrefix.changed") return [];
  return operations.map(
    ({ method, path }) => `${method} ${before}${path.slice(String(after).length)}`,
  );
}

function cached<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** Ours that tell the same as theirs, by another name. */
function substitutesFor(id: string, kinds: ReadonlySet<string>): ReadonlySet<string> {
  if (id === "endpoint-added" || /^api-(path-)?removed/.test(id))
    return new Set(["operation.path.moved", "operation.pathPrefix.changed"]);
  if (id.startsWith("response-success-status-"))
    return new Set(["operation.successResponse.moved"]);
  if (id.startsWith("api-tag-")) return new Set(["operation.tag.changed"]);
  const [, subject = "", verb = ""] =
    /^(request|response)-.*discriminator-mapping-(added|deleted)$/.exec(id) ?? [];
  // The value of a variant that came or went is told with the variant.
  if (subject !== "") {
    const ours = verb === "added" ? "added" : "removed";
    return new Set(["oneOf", "anyOf"].map((union) => `${subject}.${union}.${ours}`));
  }
  // The first bound, or the first variants, that there are; the last ones that there were.
  const first = [...kinds].flatMap((kind) => [
    kind
      .replace(/\.(raised|lowered)$/, ".set")
      .replace(/((one|any)Of)\.added$/, "$1.begun")
      .replace(/((one|any)Of)\.removed$/, "$1.dropped"),
    kind.replace(/\.(raised|lowered)$/, ".unset"),
  ]);
  return new Set(first.filter((kind) => !kinds.has(kind)));
}

/** Whether it is about what a value may be, or where it is, as opposed to a bound or prose. */
function isOfShape(rule: string): boolean {
  const aspects =
    /\.(type|format|nullable|enum|const|(one|any|all)Of|union|value|subtype|map|\w*[pP]roperty|\w*[pP]roperties|\w*[pP]arameter|security)\.|\.(renamed|moved)$/;
  return aspects.test(rule);
}

/** What was added answers for nothing that was removed. */
function isOpposite(id: string, rule: string): boolean {
  const isRemoved = /-(removed|deleted)$/.test(id);
  const isAdded = /-added$|^new-/.test(id);
  return (isRemoved && /\.added/.test(rule)) || (isAdded && /\.removed/.test(rule));
}

function isEnvelope(rule: string): boolean {
  return rule.includes(".envelope.");
}

/** Of what is another schema as a whole, we don't tell the parts that came and went. */
function isOfWhole(rule: string): boolean {
  return isEnvelope(rule) || /\.type\.changed$|\.(one|any)Of\.(un)?wrapped$/.test(rule);
}

/** The last step of the path that a message of ours names: `effects` of "nodes.*.effects[]". */
function placeIn(message: string): string {
  const path = /(?:property|parameter) "([^"]+)"/.exec(message)?.[1] ?? "";
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "" && step !== "*");
  return steps.at(-1) ?? "";
}

interface Subject {
  /** The name of the property, parameter or status; the last step of a path of properties. */
  readonly place: string | undefined;
  /** The other names that they quote. */
  readonly values: readonly string[];
  /** The steps on the way to the place. */
  readonly around: readonly string[];
}

function subjectOf(text: string): Subject {
  const subject = text
    .replace(/ (changed|generalized|specialized) from .*$/, "")
    .replace(/ with the `[^`]*` status| (for|of) (the )?(response )?(status )?`\d{3}`/g, "")
    .replace(/ to media type `[^`]*`/g, "")
    .replace(/`(query|path|header|cookie)` (request )?parameter/g, "parameter");
  const quoted = [...subject.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const beside = /`([^`]+)`( request| response)?('s)? property|(?:property|parameter) `([^`]+)`/;
  const [, before, , , after] = beside.exec(subject) ?? [];
  const path = before ?? after;
  const steps = stepsOf(path ?? (quoted.length === 1 ? (quoted[0] ?? "") : ""));
  const others = quoted.filter((text) => text !== path && quoted.length > 1);
  return {
    place: steps.at(-1),
    values: others.flatMap((text) => text.split(", ")).flatMap((one) => stepsOf(one).at(-1) ?? []),
    around: steps.slice(0, -1),
  };
}

/** Without what only they name: the variants and members on the way, and the type of a number. */
function stepsOf(quoted: string): string[] {
  const number = /^(-?\d+)\.0+$/.exec(quoted);
  if (number) return [number[1] ?? quoted];
  return quoted
    .replace(/(all|any|one)Of\[[^\]]*\]/g, "")
    .split("/")
    .map((step) => step.replace(/^subschema #\d+(: )?/, ""))
    .filter((step) => !/^$|^#$|^(items|additionalProperties)$/.test(step));
}

/** A name is a word of a text, not a part of one. */
function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const around = (text[at - 1] ?? " ") + (text[at + name.length] ?? " ");
    if (!/[\w{}-]/.test(around)) return true;
  }
  return false;
}
