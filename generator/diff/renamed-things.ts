import {
  type Contract,
  enumsIn,
  type NamedValue,
  namedValuesOf,
  type Parts,
  readContract,
} from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { tokensOf } from "../openapi/index.js";
import type { Change, SchemaChange } from "./compare/change.js";
import { compareContracts } from "./compare/index.js";
import { pairOperations } from "./compare/pair-operations.js";
import { usesOf } from "./compare/schema-pairs.js";
import { stepsOf } from "./compare/schema-path.js";
import { tellSelection } from "./compare/tell-selection.js";
import type { OperationName } from "./finding.js";
import { fold } from "./fold/index.js";

/** What has another name in the newer version and is the same all the same, as the comparison pairs it. */
export interface RenamedThings {
  /** The operations of both versions, whether or not anything of them has another name. */
  readonly operations: readonly (readonly [base: OperationName, revision: OperationName])[];
  /** Keys of schemas that have another one now. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly parameters: readonly RenamedParameter[];
  readonly properties: readonly RenamedProperty[];
  readonly envelopes: readonly ChangedEnvelope[];
  readonly enums: readonly ChangedEnum[];
}

/** A parameter as it is sent. */
export interface SentParameter {
  readonly in: string;
  readonly name: string;
}

export interface RenamedParameter {
  /** As one of the versions names them. */
  readonly operations: readonly OperationName[];
  readonly before: SentParameter;
  readonly after: SentParameter;
  /** Whether it also holds something else, or has to be given now. */
  readonly isOther: boolean;
  /** What the documents show for it; undefined if it is certain by itself. */
  readonly evidence: string | undefined;
}

export interface RenamedProperty {
  readonly before: string;
  readonly after: string;
  /** Where it stands in the older version, from the document down. */
  readonly at: readonly string[];
  /** The objects that it is a property of, as operations lead to them. */
  readonly places: readonly PlaceInOperation[];
  readonly evidence: string | undefined;
}

/** An object in what an operation takes or answers. */
export interface PlaceInOperation {
  readonly operation: OperationName;
  readonly side: "arguments" | "answer" | "error";
  /** Of an answer or an error: `200`, `2XX` or `default`. */
  readonly status: string | undefined;
  /** From the operation or from the body down, without lists; undefined if the client has no name for it. */
  readonly names: readonly string[] | undefined;
}

/** A body that was put into a property of an object, or taken out of it. */
export interface ChangedEnvelope {
  /** The property. */
  readonly name: string;
  readonly isAdded: boolean;
  readonly places: readonly PlaceInOperation[];
}

/** An enum that lost values and has new ones. */
export interface ChangedEnum {
  /** Where it stands in the older version, from the document down. */
  readonly at: readonly string[];
  /** Where operations lead to it: the names end with that of the value itself. */
  readonly places: readonly PlaceInOperation[];
  readonly before: ListedValues;
  readonly after: ListedValues;
}

export interface ListedValues {
  readonly list: readonly unknown[];
  /** Undefined unless the spec has names for them. */
  readonly named: readonly NamedValue[] | undefined;
}

/** Reads from the comparison of two versions what only has another name. */
export function renamedThings(base: Spec, revision: Spec, now: number = Date.now()): RenamedThings {
  const [before, after] = [readContract(base), readContract(revision)];
  const changes = fold(tellSelection(compareContracts(before, after, now), base, revision));
  return {
    operations: pairsIn(before, after),
    schemas: new Map(changes.flatMap(renamedSchema)),
    parameters: changes.flatMap(renamedParameter),
    properties: changes.flatMap(renamedProperty),
    envelopes: changes.flatMap(changedEnvelope),
    enums: changes.flatMap(changedEnum),
  };
}

function pairsIn(base: Contract, revision: Contract): RenamedThings["operations"] {
  const { pairs } = pairOperations(base.operations, revision.operations);
  return pairs
    .filter(([{ kind }]) => kind === "path")
    .map(([{ name }, other]) => [name, other.name] as const);
}

function renamedSchema({ kind, before, after }: Change): [string, string][] {
  return kind === "component.schema.renamed" ? [[String(before), String(after)]] : [];
}

function renamedParameter(change: Change): RenamedParameter[] {
  const { operations, evidence } = change;
  if (change.of === "argument") {
    const place = change.kind === "operation.pathParameter.renamed" ? "path" : "header";
    const [before, after] = [change.from, change.to].map((name) => ({ in: place, name }) as const);
    return before && after ? [{ operations, before, after, isOther: false, evidence }] : [];
  }
  const isSame =
    change.kind === "operation.parameter.renamed" || change.kind === "operation.parameter.moved";
  if (change.of !== "parameter" || !isSame || !change.from) return [];
  const [before, after] = [change.from, change.part].map((part) => ({
    in: part.in,
    name: part.name,
  }));
  const isOther = change.standsFor !== undefined;
  return before && after ? [{ operations, before, after, isOther, evidence }] : [];
}

function renamedProperty(change: Change): RenamedProperty[] {
  if (change.of !== "schema" || change.kind !== "property.renamed") return [];
  const { before, after, base, evidence } = change;
  return [
    {
      before: String(before),
      after: String(after),
      at: tokensOf(base),
      places: placesOf(change),
      evidence,
    },
  ];
}

function changedEnvelope(change: Change): ChangedEnvelope[] {
  if (change.of !== "schema") return [];
  const isAdded = change.kind === "envelope.added";
  if (!isAdded && change.kind !== "envelope.removed") return [];
  return [{ name: change.name, isAdded, places: placesOf(change) }];
}

function changedEnum(change: Change): ChangedEnum[] {
  if (change.of !== "schema" || change.kind !== "enum.removed") return [];
  const { pair } = change;
  const [before, after] = [valuesOf(pair.base), valuesOf(pair.revision)];
  if (!before || !after) return [];
  return [{ at: tokensOf(change.base), places: placesOf(change), before, after }];
}

/** The values that a schema lists at one place; undefined if it has several lists, or none. */
function valuesOf(parts: Parts): ListedValues | undefined {
  const lists = parts.flatMap(({ raw }) => enumsIn(raw).filter(({ path }) => path.length === 0));
  const [only, ...others] = lists;
  if (!only || others.length > 0) return undefined;
  return { list: only.list, named: namedValuesOf(only.schema) };
}

function placesOf({ pair }: SchemaChange): PlaceInOperation[] {
  return usesOf(pair).map(({ root, schemaPath }) => {
    const { operation, subject, argument, part, noun } = root;
    const isSent = subject === "parameter" || subject === "request";
    const isError = noun === "error" && part.kind === "response";
    const steps = stepsOf(schemaPath);
    const isNamed = steps.every(({ kind }) => ["property", "items", "map"].includes(kind));
    const names = steps.flatMap((step) =>
      step.kind === "property" ? [step.name] : step.kind === "map" ? ["*"] : [],
    );
    const first = argument === "" || argument === undefined ? [] : [argument];
    const isTyped = argument !== undefined || isError;
    return {
      operation,
      side: isSent ? "arguments" : isError ? "error" : "answer",
      status: part.kind === "response" ? part.status : undefined,
      names: isTyped && isNamed ? [...first, ...names] : undefined,
    };
  });
}
