import { STATUS_CODES } from "node:http";
import type { Endpoint, Fact } from "../fact.js";
import { type Facts, factsOf } from "./facts.js";
import type { Ledger } from "./ledger.js";
import { SchemaMerge, type Stated, stepInto } from "./schema.js";
import { confirm, type Doubt, levelOf, type PageSource, statementOf } from "./source.js";
import { type At, below, type EditableSpec } from "./spec.js";
import { decodeKey, type Fields, fieldsOf, isEqual, listOf, member, type Tree } from "./tree.js";

export interface OperationSource {
  readonly endpoint: Endpoint;
  /** Location of the page. */
  readonly page: string;
  /** Undefined if the spec states no provenance. */
  readonly source: PageSource | undefined;
  /** What the page stated when it was captured last. */
  readonly base: Facts | undefined;
}

const silentOnBody = "/requestBody/required";

/** In which order the parts of an operation are written. */
const order = ["summary", "x-client", "x-provenance", "security", "parameters", "requestBody"];

type Aspect = "title" | "method" | "path" | "request" | "response";

/** Brings one operation of the spec up to what its page states. */
export class OperationMerge {
  readonly #spec: EditableSpec;
  readonly #at: At;
  readonly #label: string;
  readonly #ledger: Ledger;
  readonly #from: OperationSource;
  readonly #facts: Facts;
  readonly #schemas: SchemaMerge;

  constructor(spec: EditableSpec, at: At, label: string, ledger: Ledger, from: OperationSource) {
    this.#spec = spec;
    this.#at = at;
    this.#label = label;
    this.#ledger = ledger;
    this.#from = from;
    this.#facts = factsOf(from.endpoint);
    this.#schemas = new SchemaMerge(spec, ledger, {
      page: from.page,
      source: from.source?.id,
      // What the page is silent on is a gap, not a doubt about the body.
      marks: from.endpoint.marks.filter(({ pointer }) => pointer !== silentOnBody),
      base: from.base?.components ?? {},
    });
  }

  run(): void {
    const { endpoint } = this.#from;
    this.#title(endpoint.title);
    this.#confirm("method", doubtOf(endpoint.method));
    this.#confirm("path", doubtOf(endpoint.path));
    this.#page();
    this.#parameters();
    this.#request();
    this.#responses();
    if (this.#facts.deprecated) {
      const at = below(this.#at, "deprecated");
      if (this.#spec.value(at) !== true) {
        this.#change("deprecated", at, undefined, true);
        this.#spec.set(at, true);
      }
    }
  }

  #title(title: Fact<string>): void {
    this.#confirm("title", doubtOf(title), { quote: title.value });
    const at = below(this.#at, "x-provenance", "title", "quote");
    const quote = this.#spec.value(at);
    if (quote === undefined || quote === title.value) return;
    // A title is a name, not a fact about the API: a page that was renamed keeps its operation.
    this.#change("title", at, quote, title.value);
    this.#spec.set(at, title.value);
  }

  #page(): void {
    const { endpointId } = this.#from.endpoint;
    if (!this.#from.source || !/^\d+$/.test(endpointId ?? "")) return;
    const at = below(this.#at, "x-provenance", "page");
    const before = fieldsOf(this.#spec.value(at));
    const id = `api-${endpointId}`;
    if (before["level"] === "documented" && before["id"] === id) return;
    this.#spec.set(at, { level: "documented", id, sources: [this.#from.source.id] });
    this.#change("page", at, before["id"], id, true);
  }

  #parameters(): void {
    const list = below(this.#at, "parameters");
    const stated = Object.keys(this.#facts.parameters);
    if (stated.length > 0 && this.#spec.value(list) === undefined) this.#setPart("parameters", []);
    for (const key of stated) {
      const stated = this.#stated("parameters", key);
      const base = this.#base("parameters", key);
      const index = listOf(this.#from.endpoint.operation["parameters"]).findIndex(
        (_, position) => Object.keys(this.#facts.parameters)[position] === key,
      );
      if (!stated) continue;
      const found = this.#parameterOf(this.#at, key) ?? this.#sharedParameter(key);
      const at = found ?? below(list, "-");
      const here = { ...stated, pointer: ["parameters", String(index)] };
      if (found) this.#parameter(found, key, here, base);
      else this.#addParameter(at, key, here);
    }
    if (this.#spec.keys(list).length === 0) this.#spec.remove(list);
    const gone = Object.keys(fieldsOf(this.#from.base?.parameters)).filter(
      (key) => this.#facts.parameters[key] === undefined,
    );
    for (const key of gone) {
      const index = this.#indexOf(this.#at, key);
      if (index === undefined) continue;
      const at = below(list, String(index));
      this.#change(describeParameter(key), at, this.#spec.value(at), undefined);
      this.#spec.remove(at);
      if (this.#spec.keys(list).length === 0) this.#spec.remove(list);
    }
  }

  #addParameter(at: At, key: string, stated: Stated): void {
    const [location = "", name = ""] = splitKey(key);
    const { schema: _, content: __, ...rest } = fieldsOf(stated.tree.value);
    const schema = stepInto(stated, "schema");
    const statement = this.#statement(this.#schemas.doubt(stated.pointer));
    this.#change(describeParameter(key), at, undefined, stated.tree.value);
    this.#spec.set(at, {
      name,
      in: location,
      ...rest,
      ...this.#content(stated, at),
      ...(schema && { schema: this.#schemas.toSpec(schema, at) }),
      ...(!schema && fieldsOf(stated.tree.value)["content"] === undefined && { schema: {} }),
      ...statement,
    });
  }

  #parameter(at: At, key: string, stated: Stated, base: Tree | undefined): void {
    const what = `${this.#label}: ${describeParameter(key)}`;
    const statement = below(at, "x-provenance");
    const isOpen = this.#isOpen(statement);
    for (const [field, value] of Object.entries(fieldsOf(stated.tree.value))) {
      const part = stepInto(stated, field);
      const node = below(at, field);
      const before = member(base, field);
      const here = { what: field === "schema" ? what : `${what}, ${field}`, isOpen };
      if (field === "schema" && part) this.#schemas.merge(node, part, before, here);
      else if (field !== "content") this.#schemas.decide(node, value, before?.value, here);
    }
    this.#confirmPart(statement, describeParameter(key), this.#schemas.doubt(stated.pointer));
  }

  /** A parameter that other operations share and this one may take, too: referred to from now on. */
  #sharedParameter(key: string): At | undefined {
    const components = below(this.#spec.root, "components", "parameters");
    for (const name of this.#spec.keys(components)) {
      const target = this.#spec.deref(below(components, name));
      if (keyOf(this.#spec.value(target)) !== key) continue;
      const isFit =
        this.#isOpen(below(target, "x-provenance")) ||
        isEqual(
          fieldsOf(this.#facts.parameters[key])["required"] ?? false,
          this.#spec.value(below(target, "required")) ?? false,
        );
      if (!isFit) continue;
      const at = below(this.#at, "parameters", "-");
      this.#change(describeParameter(key), at, undefined, this.#facts.parameters[key]);
      this.#spec.set(at, { $ref: this.#spec.refTo(at.file, target) });
      return target;
    }
    return undefined;
  }

  #parameterOf(operation: At, key: string): At | undefined {
    const index = this.#indexOf(operation, key);
    if (index !== undefined) return this.#spec.deref(below(operation, "parameters", String(index)));
    const item = { file: operation.file, pointer: operation.pointer.slice(0, -1) };
    const shared = this.#indexOf(item, key);
    return shared === undefined
      ? undefined
      : this.#spec.deref(below(item, "parameters", String(shared)));
  }

  #indexOf(node: At, key: string): number | undefined {
    const list = below(node, "parameters");
    const index = listOf(this.#spec.value(list)).findIndex(
      (_, position) =>
        keyOf(this.#spec.value(this.#spec.deref(below(list, String(position))))) === key,
    );
    return index < 0 ? undefined : index;
  }

  #request(): void {
    const at = below(this.#at, "requestBody");
    const statement = below(this.#at, "x-provenance", "request");
    const isOpen = this.#isOpen(statement);
    const stated = this.#stated("requestBody");
    const doubt = this.#schemas.doubt(["requestBody"]);
    if (!stated) {
      // A whole page without a body states that there is none; an open one of ours has to go.
      if (isOpen && this.#spec.value(at) !== undefined) {
        this.#change("request body", at, this.#spec.value(at), undefined);
        this.#spec.remove(at);
      }
    } else if (this.#spec.value(at) === undefined) {
      this.#change("request body", at, undefined, stated.tree.value);
      this.#setPart("requestBody", {
        ...(member(stated.tree, "required") && {
          required: fieldsOf(stated.tree.value)["required"],
        }),
        ...this.#content(stated, at),
      });
    } else {
      const target = this.#spec.deref(at);
      const { required } = fieldsOf(stated.tree.value);
      const what = `${this.#label}: request body`;
      const before = this.#base("requestBody");
      const standing = { what: `${what}, required`, isOpen };
      this.#schemas.decide(
        below(target, "required"),
        required,
        member(before, "required")?.value,
        standing,
      );
      this.#mergeContent(target, stated, before, { what, isOpen });
    }
    const silent = this.#from.endpoint.marks.find(
      ({ pointer }) => pointer === silentOnBody,
    );
    const gaps = silent && fieldsOf(stated?.tree.value)["required"] === undefined;
    this.#confirm("request", doubt, gaps ? { gaps: "Whether a body has to be sent." } : {});
  }

  #responses(): void {
    const statement = below(this.#at, "x-provenance", "response");
    const isOpen = this.#isOpen(statement);
    const all = below(this.#at, "responses");
    const statuses = Object.keys(this.#facts.responses);
    for (const status of statuses) {
      const stated = this.#stated("responses", status);
      const at = below(all, status);
      if (!stated) continue;
      if (this.#spec.value(at) === undefined) this.#addResponse(at, status, stated);
      else this.#response(at, status, stated, isOpen);
    }
    const succeeds = statuses.some((status) => status.startsWith("2"));
    const range = below(all, "2XX");
    if (succeeds && !statuses.includes("2XX") && this.#spec.value(range) !== undefined) {
      const own = below(this.#spec.deref(range), "x-provenance");
      if (this.#isOpen(own)) {
        this.#change("response 2XX", range, "any success", undefined);
        this.#spec.remove(range);
      }
    }
    const [first] = statuses;
    if (first === undefined) return;
    const success = statuses.find((status) => status.startsWith("2")) ?? first;
    this.#confirm("response", this.#schemas.doubt(["responses", success]));
  }

  #addResponse(at: At, status: string, stated: Stated): void {
    this.#change(`response ${status}`, at, undefined, stated.tree.value);
    // Where the page gives no schema, the body stays unknown; it is not said to be empty.
    const doubt = this.#schemas.doubt(stated.pointer);
    const before = this.#spec.keys(below(this.#at, "responses")).findLast((key) => key < status);
    const value = {
      description: STATUS_CODES[status] ?? "Not described by the documentation.",
      ...this.#statement(doubt),
      ...this.#content(stated, at),
    };
    at.file.set(at.pointer, value, before ?? "");
  }

  #response(at: At, status: string, stated: Stated, isOpenOperation: boolean): void {
    const target = this.#spec.deref(at);
    const statement = below(target, "x-provenance");
    const what = `${this.#label}: response ${status}`;
    const isOpen = isOpenOperation || this.#isOpen(statement);
    this.#mergeContent(target, stated, this.#base("responses", status), { what, isOpen });
    this.#confirmPart(statement, `response ${status}`, this.#schemas.doubt(stated.pointer));
  }

  #mergeContent(
    at: At,
    stated: Stated,
    base: Tree | undefined,
    { what, isOpen }: { what: string; isOpen: boolean },
  ): void {
    const content = stepInto(stated, "content");
    for (const media of Object.keys(fieldsOf(content?.tree.value))) {
      const entry = stepInto(content, media);
      const node = below(at, "content", media);
      if (!entry) continue;
      const schema = stepInto(entry, "schema");
      const before = member(base, "content", media, "schema");
      if (this.#spec.value(node) === undefined) {
        const value = schema ? { schema: this.#schemas.toSpec(schema, node) } : {};
        this.#schemas.decide(node, value, member(base, "content", media)?.value, {
          what: `${what}, ${media}`,
          isOpen,
        });
      } else if (schema) {
        this.#schemas.merge(below(node, "schema"), schema, before, { what, isOpen });
      }
    }
    const known = this.#spec.keys(below(at, "content"));
    const wanted = Object.keys(fieldsOf(content?.tree.value));
    for (const media of known.filter((name) => wanted.length > 0 && !wanted.includes(name))) {
      const node = below(at, "content", media);
      const isOurs = isOpen && isEqual(this.#spec.value(node), { schema: {} });
      if (isOurs) {
        this.#change(media, node, this.#spec.value(node), undefined);
        this.#spec.remove(node);
      } else {
        this.#schemas.decide(node, undefined, member(base, "content", media)?.value, {
          what: `${what}, ${media}`,
          isOpen,
        });
      }
    }
  }

  #content(stated: Stated, at: At): Fields {
    const content = stepInto(stated, "content");
    if (!content) return {};
    const entries = Object.keys(fieldsOf(content.tree.value)).map((media): [string, unknown] => {
      const schema = stepInto(stepInto(content, media), "schema");
      return [media, schema ? { schema: this.#schemas.toSpec(schema, at) } : {}];
    });
    return { content: Object.fromEntries(entries) };
  }

  /** Sets a part of the operation; a new one is put behind those that go before it. */
  #setPart(key: string, value: unknown): void {
    const known = this.#spec.keys(this.#at);
    const before = order.slice(0, order.indexOf(key)).findLast((other) => known.includes(other));
    const at = below(this.#at, key);
    at.file.set(at.pointer, value, before);
  }

  #stated(...keys: string[]): Stated | undefined {
    const tree = member({ value: this.#facts, components: this.#facts.components }, ...keys);
    return tree && { tree, pointer: keys };
  }

  #base(...keys: string[]): Tree | undefined {
    const { base } = this.#from;
    return base && member({ value: base, components: base.components }, ...keys);
  }

  #statement(doubt: Doubt): Fields {
    const { source } = this.#from;
    return source ? { "x-provenance": statementOf(source.id, doubt) } : {};
  }

  /** Whether nobody states what stands there; without provenance everything counts as stated. */
  #isOpen(statement: At): boolean {
    if (!this.#from.source) return false;
    const level = levelOf(this.#spec, statement);
    return level !== undefined && level !== "documented";
  }

  #confirm(aspect: Aspect, doubt: Doubt, extra: Fields = {}): void {
    const { source } = this.#from;
    if (!source) return;
    const at = below(this.#at, "x-provenance", aspect);
    const changed = confirm(this.#spec, at, source.id, doubt, extra);
    const isBookkeeping = Array.isArray(changed?.before);
    if (changed)
      this.#change(`${aspect}, provenance`, at, changed.before, changed.after, isBookkeeping);
  }

  /** Parts that operations share are confirmed once; their list of pages would have no end. */
  #confirmPart(at: At, what: string, doubt: Doubt): void {
    const { source } = this.#from;
    if (!source || !this.#isOpen(at)) return;
    const changed = confirm(this.#spec, at, source.id, doubt);
    if (changed) this.#change(`${what}, provenance`, at, changed.before, changed.after);
  }

  #change(what: string, at: At, before: unknown, after: unknown, isBookkeeping = false): void {
    this.#ledger.changes.push({
      what: `${this.#label}: ${what}`,
      before,
      after,
      place: this.#spec.place(at),
      page: this.#from.page,
      isBookkeeping,
    });
  }
}

export function doubtOf({ confidence, because }: Fact<unknown>): Doubt {
  return confidence === "stated" ? undefined : { confidence, because: because ?? "" };
}

function keyOf(parameter: unknown): string {
  const { in: location, name } = fieldsOf(parameter);
  return `${location} ${name}`;
}

function splitKey(key: string): [string, string] {
  const blank = key.indexOf(" ");
  return [key.slice(0, blank), key.slice(blank + 1)];
}

function describeParameter(key: string): string {
  const [location, name] = splitKey(key);
  return `${location} parameter ${decodeKey(name)}`;
}
