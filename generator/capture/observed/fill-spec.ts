import type { ObservedOperation } from "../../observations/index.js";
import {
  type Fields,
  fieldsOf,
  isSame,
  listOf,
  parameterKey,
  provenanceField,
  spellingOf,
  statusOf,
  successAmong,
  templateOf,
} from "../../openapi/index.js";
import { NewOperations } from "../merge/add-operation.js";
import { type At, below, type EditableSpec } from "../merge/editable-spec.js";
import { grouped } from "../merge/match-operations.js";
import type { Change, MergeLog } from "../merge/merge-log.js";
import { nameOfScheme } from "../merge/merge-security.js";
import { setPart } from "../merge/operation-merge.js";
import { levelOf } from "../merge/page-source.js";
import { describeOperation, type OperationParts, schemeOf } from "./describe-operation.js";

/** What is written into the spec is below what a source documents, and above what is inferred. */
const open: readonly unknown[] = ["observed", "inferred", "undocumented"];

export interface Filling {
  readonly operations: readonly ObservedOperation[];
  /** Ids of the recordings in `x-sources`. */
  readonly sources: readonly string[];
  /** For messages: the recordings. */
  readonly from: string;
}

/** Brings a spec up to what recordings show. What a source documents is not touched. */
export function fillSpec(spec: EditableSpec, { operations, sources, from }: Filling): Change[] {
  const log: MergeLog = { changes: [], conflicts: [] };
  const known = spec.operations();
  const shapeOf = ({ method, path }: { method: string; path: string }) =>
    `${method} ${templateOf(path)}`;
  const shaped = grouped(known, (operation) => [shapeOf(operation)]);
  const added = new NewOperations(spec);
  for (const operation of operations) {
    const [same] = shaped.get(shapeOf(operation)) ?? [];
    const filler = new OperationFiller(spec, operation, sources, log, from);
    if (same) filler.fill(same.at, same.path);
    else filler.add(added);
  }
  return log.changes;
}

class OperationFiller {
  readonly #spec: EditableSpec;
  readonly #operation: ObservedOperation;
  readonly #sources: readonly string[];
  readonly #log: MergeLog;
  readonly #from: string;
  readonly #parts: OperationParts;
  readonly #label: string;

  constructor(
    spec: EditableSpec,
    operation: ObservedOperation,
    sources: readonly string[],
    log: MergeLog,
    from: string,
  ) {
    this.#spec = spec;
    this.#operation = operation;
    this.#sources = sources;
    this.#log = log;
    this.#from = from;
    this.#parts = describeOperation(operation, sources);
    this.#label = `${operation.method} ${operation.path}`;
  }

  add(added: NewOperations): void {
    const { method, path } = this.#operation;
    if (!this.#spec.takes(method)) return;
    const title = `${method} ${path}`;
    const quote = { line: 1, column: 1, text: title };
    const fact = (value: string) => ({
      value,
      confidence: "derived" as const,
      because: "A request does not have a title.",
      quote,
    });
    this.#addTag(added);
    const at = added.add(
      {
        pageId: undefined,
        title: fact(title),
        method: fact(method),
        path: fact(path),
        server: undefined,
        folder: [this.#tag()],
        status: undefined,
        modifiedAt: undefined,
        operation: {},
        components: {},
        marks: [],
      },
      path,
      undefined,
    );
    this.#change("operation", at, undefined, title);
    const because = "A request has no title; this is its method and its path.";
    setPart(this.#spec, at, provenanceField, {
      title: { level: "inferred", because, sources: this.#sources },
      method: this.#parts.statement,
      path: this.#parts.statement,
      request: { level: "undocumented" },
      response: { level: "undocumented" },
    });
    this.#security(at);
    this.#fillParts(at, path);
  }

  fill(at: At, path: string): void {
    for (const aspect of ["method", "path"]) {
      this.#state(below(at, provenanceField, aspect), aspect, this.#parts.statement);
    }
    this.#fillParts(at, path);
  }

  #fillParts(at: At, path: string): void {
    this.#parameters(at, path);
    this.#request(at);
    this.#responses(at);
  }

  /** Path parameters of a known operation keep their names, and what is known of them. */
  #parameters(at: At, path: string): void {
    const isNew =
      path === this.#operation.path && this.#spec.value(below(at, "parameters")) === undefined;
    for (const parameter of this.#parts.parameters) {
      const { in: location, name } = parameter;
      if (location === "path" && !isNew) continue;
      const list = below(at, "parameters");
      const key = parameterKey(String(location), String(name));
      const known = this.#parameterOf(at, key);
      if (known === undefined) {
        if (location === "query" && this.#isPartOfParameter(at, String(name))) continue;
        if (this.#spec.value(list) === undefined) setPart(this.#spec, at, "parameters", []);
        this.#set(below(list, "-"), `${location} parameter ${name}`, parameter);
      } else if (levelOf(this.#spec, below(known, provenanceField)) === "observed") {
        this.#set(known, `${location} parameter ${name}`, parameter);
      }
    }
  }

  #parameterOf(at: At, key: string): At | undefined {
    return this.#parametersAt(at).find((each) => {
      const { in: location, name } = fieldsOf(this.#spec.value(each));
      return parameterKey(String(location), String(name)) === key;
    });
  }

  /** Those of the operation, and then those of its path. */
  #parametersAt(at: At): At[] {
    const item = { file: at.file, pointer: at.pointer.slice(0, -1) };
    return [below(at, "parameters"), below(item, "parameters")].flatMap((list) =>
      listOf(this.#spec.value(list)).map((_, index) =>
        this.#spec.deref(below(list, String(index))),
      ),
    );
  }

  /** Whether a name of a query is a member of a parameter that is an object: `filter[state]`. */
  #isPartOfParameter(at: At, member: string): boolean {
    return this.#parametersAt(at).some((each) => {
      const parameter = fieldsOf(this.#spec.value(each));
      if (parameter["in"] !== "query") return false;
      const { style, explode } = spellingOf(parameter, "query");
      if (style === "deepObject") return member.startsWith(`${String(parameter["name"])}[`);
      const schema = fieldsOf(this.#spec.value(this.#spec.deref(below(each, "schema"))));
      return style === "form" && explode && Object.hasOwn(fieldsOf(schema["properties"]), member);
    });
  }

  #request(at: At): void {
    const { requestBody, requestStatement } = this.#parts;
    const statement = below(at, provenanceField, "request");
    if (!requestBody || !this.#isOpen(statement)) return;
    this.#setPart(at, "requestBody", "request body", requestBody);
    this.#state(statement, "request", requestStatement);
  }

  #responses(at: At): void {
    const { responses, responseStatement } = this.#parts;
    const statement = below(at, provenanceField, "response");
    if (!responseStatement || !this.#isOpen(statement)) return;
    const all = below(at, "responses");
    this.#dropGuesses(all);
    for (const [status, response] of Object.entries(responses)) {
      const known = below(all, status);
      const level = levelOf(this.#spec, below(this.#spec.deref(known), provenanceField));
      if (this.#spec.value(known) === undefined || open.includes(level)) {
        this.#set(known, `response ${status}`, response);
      }
    }
    this.#state(statement, "response", responseStatement);
  }

  /** A success of unknown status is known now. */
  #dropGuesses(all: At): void {
    const keys = this.#spec.keys(all);
    for (const key of keys.filter(successAmong(keys))) {
      if (typeof statusOf(key) !== "string") continue;
      const at = below(all, key);
      this.#change(`response ${key}`, at, this.#spec.value(at), undefined);
      this.#spec.remove(at);
    }
  }

  /** The credentials that each call carried are required; others are one way among several. */
  #security(at: At): void {
    const { credentials, requestSeen } = this.#operation;
    if (credentials.length === 0) return;
    const required: Record<string, string[]> = {};
    const alternatives: Record<string, string[]>[] = [];
    for (const { credential, seen } of credentials) {
      const { name, scheme } = schemeOf(credential);
      const statement = { ...this.#parts.statement, seen, of: requestSeen.of };
      const own = nameOfScheme(this.#spec, name, { ...scheme, [provenanceField]: statement });
      if (seen === requestSeen.of) required[own] = [];
      else alternatives.push({ [own]: [] });
    }
    const isAlways = Object.keys(required).length > 0;
    const security = isAlways ? [required] : [...alternatives, {}];
    this.#setPart(at, "security", "credentials", security);
  }

  /** The first word of the path that is no version, as a group. */
  #tag(): string {
    const words = this.#operation.segments.flatMap((segment) =>
      "text" in segment ? [segment.text] : [],
    );
    return (
      words.find((word) => word !== "" && !/^(?:v?\d+(?:\.\d+)*|api|rest)$/i.test(word)) ?? "Other"
    );
  }

  #addTag(added: NewOperations): void {
    const name = this.#tag();
    const because = "A request has no group; this is the first word of its path.";
    added.addTag(name, {
      description: `Operations below ${name}.`,
      [provenanceField]: { level: "inferred", because, sources: this.#sources },
    });
  }

  /** Whether no source documents the part; what has no statement counts as documented. */
  #isOpen(statement: At): boolean {
    return open.includes(levelOf(this.#spec, statement));
  }

  #state(at: At, what: string, statement: Fields): void {
    if (!this.#isOpen(at) || isSame(this.#spec.value(at), statement)) return;
    const before = levelOf(this.#spec, at);
    if (before !== "observed") this.#change(`${what}, provenance`, at, before, statement["level"]);
    this.#spec.set(at, statement);
  }

  #set(at: At, what: string, value: unknown): void {
    const before = this.#spec.value(at);
    if (isSame(before, value)) return;
    this.#change(what, at, before, value);
    this.#spec.set(at, value);
  }

  #setPart(at: At, key: string, what: string, value: unknown): void {
    const part = below(at, key);
    const before = this.#spec.value(part);
    if (isSame(before, value)) return;
    this.#change(what, part, before, value);
    setPart(this.#spec, at, key, value);
  }

  #change(what: string, at: At, before: unknown, after: unknown): void {
    this.#log.changes.push({
      what: `${this.#label}: ${what}`,
      before,
      after,
      place: this.#spec.place(at),
      page: this.#from,
    });
  }
}
