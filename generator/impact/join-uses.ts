import type { Finding, OperationName, Side } from "../diff/index.js";
import type { Api, Operation } from "../model/index.js";
import { parsePointer } from "../openapi/index.js";
import { type FieldLocator, type FieldNames, ts, type Use } from "../uses/index.js";
import type { CallerCode } from "./caller-code.js";
import { fieldAt, namesInBody } from "./field-at.js";
import { isOfAbsence, isOfValues, meetingOf } from "./meetings.js";
import { singlesOut } from "./outcomes.js";
import type { ResponseReads } from "./response-reads.js";

/** A use that meets a finding. */
export interface Met {
  readonly use: Use;
  /** On which side of the operation the finding touches the use; undefined: it is about all of it. */
  readonly side: "arguments" | "answer" | undefined;
}

/** What the join asks. */
export interface JoinContext {
  /** The older client's names. */
  readonly api: Api;
  readonly locator: FieldLocator;
  readonly code: CallerCode;
  readonly responses: ResponseReads;
  readonly uses: readonly Use[];
}

/** Finds the uses that a finding meets; uses are looked up by operation and name. */
export class UseJoin {
  readonly #context: JoinContext;
  readonly #operations = new Map<string, Operation>();
  readonly #byOperation = new Map<string, UsesOfOperation>();
  readonly #calls: Use[] = [];
  readonly #byType = new Map<string, Use[]>();
  readonly #webhooks = new Map<string, Use[]>();
  readonly #types: ReadonlyMap<string, string>;

  constructor(context: JoinContext) {
    this.#context = context;
    const { api, uses } = context;
    for (const operation of api.operations) this.#operations.set(keyOf(operation), operation);
    this.#types = new Map(api.schemas.map(({ key, type }) => [key, type]));
    for (const use of uses) {
      for (const operation of use.operations) {
        const own = this.#byOperation.get(operation) ?? new UsesOfOperation();
        own.add(use, operation);
        this.#byOperation.set(operation, own);
      }
      if (use.kind === "call") this.#calls.push(use);
      if (use.kind === "type") push(this.#byType, use.name.split(".")[0] ?? "", use);
      if (use.kind === "webhook")
        for (const each of use.operations) push(this.#webhooks, each, use);
    }
  }

  /** The function of an operation in the older client; undefined if that has none. */
  functionOf(operation: OperationName): string | undefined {
    return this.#operations.get(keyOf(operation))?.names.function;
  }

  /** The operation of the older client; undefined if that has none. */
  operationOf(operation: OperationName): Operation | undefined {
    return this.#operations.get(keyOf(operation));
  }

  /** Where the facade has an operation: the names that lead to its group. */
  groupOf(operation: Operation): readonly string[] {
    const { groups } = this.#context.api;
    return groups.find(({ operations }) => operations.includes(operation))?.path ?? [];
  }

  /** The name of the older client's type of a component. */
  typeOf(component: string): string | undefined {
    return this.#types.get(component);
  }

  met(finding: Finding): Met[] {
    const found = new Map<Use, Met>();
    const add = (use: Use, side?: Met["side"]) => {
      const known = found.get(use);
      // A value that is compared may be of a request and of an answer: both count.
      if (!known) found.set(use, { use, side });
      else if (known.side !== side) found.set(use, { use, side: undefined });
    };
    switch (meetingOf(finding.kind)) {
      case "everyCall":
        if (finding.operations.length === 0) for (const use of this.#calls) add(use);
        else this.#addCalls(finding, add);
        break;
      case "call":
        this.#addCalls(finding, add);
        break;
      case "response":
        this.#addCalls(finding, (use) => {
          if (use.kind !== "call" || this.#mayReadResponse(use)) add(use, "answer");
        });
        break;
      case "outcome":
        this.#addOutcomes(finding, add);
        break;
      case "webhook":
        for (const { path } of finding.operations)
          for (const use of this.#webhooks.get(path) ?? []) add(use);
        break;
      case "type":
        for (const name of this.#namesOfComponent(finding))
          for (const use of this.#byType.get(name) ?? []) add(use);
        break;
      case "field":
        this.#addFields(finding, add);
        break;
      case "nothing":
        break;
    }
    return [...found.values()];
  }

  /** The pages of some operations follow one another by a header. */
  #mayReadResponse(use: Use): boolean {
    const isByHeader = this.#context.api.operations.some(
      ({ names, pagination }) =>
        pagination?.style === "link" && use.operations.includes(names.function),
    );
    return isByHeader || this.#context.responses.mayRead(use);
  }

  #usesOf(operation: OperationName): [UsesOfOperation | undefined, Operation | undefined] {
    const known = this.operationOf(operation);
    return [known && this.#byOperation.get(known.names.function), known];
  }

  #addCalls({ operations }: Finding, add: Add): void {
    for (const operation of operations) {
      const [uses] = this.#usesOf(operation);
      for (const use of [...(uses?.calls ?? []), ...(uses?.mentions ?? [])]) add(use);
      for (const use of this.#webhooks.get(operation.path) ?? []) add(use);
    }
  }

  #addOutcomes({ operations, pointer }: Finding, add: Add): void {
    const tokens = parsePointer(pointer) ?? [];
    const status = tokens[tokens.lastIndexOf("responses") + 1] ?? "";
    for (const operation of operations) {
      const [uses] = this.#usesOf(operation);
      for (const use of uses?.outcomes ?? []) if (singlesOut(use, status)) add(use, "answer");
      for (const use of uses?.wholeCalls ?? []) add(use);
    }
  }

  #namesOfComponent({ pointer, before, after }: Finding): string[] {
    const [, , key] = parsePointer(pointer) ?? [];
    const keys = [key, before, after].filter((each) => typeof each === "string");
    return [...new Set(keys.flatMap((each) => this.#types.get(each) ?? []))];
  }

  #addFields(finding: Finding, add: Add): void {
    const shownFor = new Set<string>();
    for (const { operation, side, names, isDemanded } of finding.shown) {
      shownFor.add(keyOf(operation));
      const [uses, known] = this.#usesOf(operation);
      if (uses && known) this.#addPlace(finding, { uses, known, side, names, isDemanded }, add);
      this.#addEvent(finding, operation, add);
    }
    // What has no place in the types, such as a media type, is of the whole request or answer.
    for (const operation of finding.operations) {
      if (shownFor.has(keyOf(operation))) continue;
      const [uses] = this.#usesOf(operation);
      for (const use of uses?.calls ?? []) add(use);
      this.#addEvent(finding, operation, add);
    }
  }

  #addEvent(finding: Finding, { path }: OperationName, add: Add): void {
    const uses = this.#webhooks.get(path);
    if (!uses) return;
    const name = fieldAt(finding.pointer, this.#types);
    for (const use of uses) {
      if (name === undefined || use.name === name || (use.whole && name.startsWith(`${use.name}.`)))
        add(use, "answer");
    }
  }

  #addPlace(finding: Finding, place: UsedPlace, add: Add): void {
    const { uses, known, side } = place;
    const isSent = side === "arguments";
    const own = isSent ? "arguments" : "answer";
    for (const use of uses.wholeCalls) add(use);
    const names = place.names && argumentNames(place.names, side, known);
    const inError = side === "error" ? namesInBody(finding.pointer) : undefined;
    const located = inError
      ? this.#locate(known, side, inError, inError)
      : names && this.#locate(known, own, names, place.names);
    const field = located ?? this.#byPointer(finding, side, known);
    // Who tells errors apart may read their bodies without a type.
    if (inError) for (const use of uses.outcomes) add(use, own);
    const isWhole = names?.length === 0 || (isSent && names?.length === 1 && names[0] === "body");
    if (isWhole) {
      for (const use of uses.calls) add(use, own);
      return;
    }
    if (!field) {
      const last = names?.at(-1);
      if (last === undefined) for (const use of uses.outcomes) add(use, own);
      else for (const use of uses.ending(last)) if (isOn(use, own)) add(use, own);
      return;
    }
    if (isOfAbsence(finding.kind)) {
      for (const use of uses.calls) if (!this.#passes(use, uses, field.exact)) add(use, own);
      return;
    }
    // Who gave nothing under the old name has nothing to give under the new one.
    const isNew = field.exact.size === 0 && place.isDemanded !== false;
    if (isNew && isSent) for (const use of uses.calls) add(use, own);
    for (const name of field.above)
      for (const use of uses.named(name)) if (use.whole && isOn(use, own)) add(use, own);
    const valuesOf = isOfValues(finding.kind)
      ? listOf(isSent ? finding.before : finding.after)
      : undefined;
    const spoken = new Set<string>();
    for (const name of [...field.exact, ...field.values]) {
      for (const use of uses.valuesOf(name)) {
        const value = use.name.slice(name.length + 1);
        spoken.add(lineOf(use));
        const isMet = !valuesOf || !isSent || valuesOf.includes(value);
        if (isMet && isOn(use, own)) add(use, own);
      }
    }
    for (const name of field.exact) {
      for (const use of uses.named(name)) {
        // A value that stands beside it is met, or not, by itself.
        const isSpoken = valuesOf && isSent && spoken.has(lineOf(use)) && !use.whole;
        if (isOn(use, own) && !isSpoken) add(use, own);
      }
    }
    for (const name of field.values)
      for (const use of uses.named(name)) if (use.whole && isOn(use, own)) add(use, own);
  }

  #locate(
    operation: Operation,
    side: Side,
    names: readonly string[],
    wire: readonly string[] | undefined,
  ): FieldNames | undefined {
    return this.#context.locator.find(operation.names.function, side, names, wire);
  }

  /** Of errors and of clients without types of an operation: by what the document calls it. */
  #byPointer({ pointer }: Finding, side: Side, { names }: Operation): FieldNames | undefined {
    const name = fieldAt(pointer, this.#types);
    if (name === undefined) return undefined;
    const steps = name.split(".");
    const [type = ""] = steps;
    const above = steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("."));
    const holders =
      side === "error" ? this.#context.locator.holdersInErrors(names.function, type) : [];
    return {
      exact: new Set([name]),
      values: new Set(),
      above: new Set([type, ...above, ...holders]),
    };
  }

  /** Whether a call passes an argument or a field of its body, as far as that can be seen. */
  #passes(call: Use, uses: UsesOfOperation, names: ReadonlySet<string>): boolean {
    const node = this.#context.code.callAt(call);
    const passed = [...names]
      .flatMap((name) => uses.named(name))
      .filter(({ file }) => file === call.file);
    if (!node || call.whole) return false;
    const isInside = (use: Use) => {
      const at = this.#context.code.offsetOf(use) ?? -1;
      return at >= node.getStart() && at < node.end;
    };
    // What a variable holds was written elsewhere in the file.
    const isWritten = node.arguments.every(ts.isObjectLiteralExpression);
    return passed.some((use) => isInside(use) || !isWritten);
  }
}

type Add = (use: Use, side?: Met["side"]) => void;

interface UsedPlace {
  readonly uses: UsesOfOperation;
  readonly known: Operation;
  readonly side: Side;
  readonly names: readonly string[] | undefined;
  readonly isDemanded: boolean | undefined;
}

/** The uses of one operation, by what they are of. */
class UsesOfOperation {
  readonly calls: Use[] = [];
  /** Its function goes somewhere else, which calls it with whatever it likes. */
  readonly wholeCalls: Use[] = [];
  readonly outcomes: Use[] = [];
  /** Types of it, such as `typeof shop.orders.get`. */
  readonly mentions: Use[] = [];
  readonly #named = new Map<string, Use[]>();
  readonly #values = new Map<string, Use[]>();
  readonly #ending = new Map<string, Use[]>();

  add(use: Use, operation: string): void {
    const { kind, name, whole } = use;
    if (kind === "type" && name === operation) this.mentions.push(use);
    if (kind === "call") {
      this.calls.push(use);
      if (whole) this.wholeCalls.push(use);
    } else if (kind === "status" || kind === "errorClass") this.outcomes.push(use);
    else if (kind === "enumValue" || kind === "discriminator") {
      const at = name.indexOf("=");
      if (at >= 0) push(this.#values, name.slice(0, at), use);
      else push(this.#named, name, use);
    } else {
      push(this.#named, name, use);
      push(this.#ending, name.split(".").at(-1) ?? "", use);
    }
  }

  named(name: string): readonly Use[] {
    return this.#named.get(name) ?? [];
  }

  valuesOf(name: string): readonly Use[] {
    return this.#values.get(name) ?? [];
  }

  ending(name: string): readonly Use[] {
    return this.#ending.get(name) ?? [];
  }
}

const sent: ReadonlySet<Use["kind"]> = new Set(["argument", "bodyField"]);
const received: ReadonlySet<Use["kind"]> = new Set(["answerField", "webhook"]);

/** Whether a use can be on a side; a value or a type can be on both. */
function isOn({ kind, sent: isSent }: Use, side: "arguments" | "answer"): boolean {
  if (isSent) return side === "arguments";
  return !(side === "arguments" ? received : sent).has(kind);
}

/** The wire's names, with the first as the client's arguments call it. */
function argumentNames(
  names: readonly string[],
  side: Side,
  { parameters }: Operation,
): readonly string[] {
  const [first, ...more] = names;
  if (side !== "arguments" || first === undefined || first === "body") return names;
  const own =
    parameters.find(({ name }) => name === first) ??
    parameters.find(({ name }) => name.toLowerCase() === first.toLowerCase());
  return own ? [own.argument, ...more] : names;
}

function listOf(values: unknown): string[] | undefined {
  if (values === undefined) return undefined;
  return (Array.isArray(values) ? values : [values]).map(String);
}

const lineOf = ({ file, line }: Use) => `${file}:${line}`;

export function keyOf({ method, path }: Pick<OperationName, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
