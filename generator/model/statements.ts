import { type Kind, type Pointer, type Slot, type Spec, slotOf } from "../load/index.js";
import type { Api, Provenance, Statement } from "./api.js";
import { isSuccess } from "./outcomes.js";
import { readProvenance, readStatement, readWebhookProvenance } from "./provenance.js";
import { isObject, Reader } from "./reader.js";

type Fields = Readonly<Record<string, unknown>>;
/** What is said of an object's container, for what stands in one of its fields. */
type Around = (field: string, child: unknown) => Statement | undefined;

/** Nothing of these shows in a client. */
const silent: readonly Kind[] = ["example", "link", "callback", "encoding", "discriminator"];

/**
 * Reads how each object of a document is known. What has no statement of its own is known as what it
 * stands in: a property as its schema, a body as the operation's `request`, an answer of success as
 * its `response`, a parameter of the path as its `path`. Other parameters and answers are nobody's part.
 */
export function readStatements(
  spec: Spec,
  report: Reader["report"],
): Pick<Api, "statements" | "provenances"> {
  const walk = new Walk(spec, report);
  walk.visit(spec.document, "document", undefined);
  return { statements: walk.statements, provenances: walk.provenances };
}

class Walk {
  readonly statements = new Map<unknown, Statement>();
  readonly provenances = new Map<unknown, Partial<Provenance>>();
  readonly #spec: Spec;
  readonly #report: Reader["report"];
  /** Where the walk is. */
  readonly #pointer: string[] = [];

  constructor(spec: Spec, report: Reader["report"]) {
    this.#spec = spec;
    this.#report = report;
  }

  visit(value: unknown, kind: Kind, around: Statement | undefined): void {
    if (!isObject(value) || silent.includes(kind)) return;
    if (kind === "operation") {
      this.#visitOperation(value);
      return;
    }
    const statement = this.#own(value, kind) ?? around;
    if (statement) this.statements.set(value, statement);
    this.#visitFields(value, kind, (field, child) => {
      if (kind !== "pathItem") return statement;
      return field === "parameters" && this.#isOfPath(child) ? statement : undefined;
    });
  }

  #visitOperation(value: Fields): void {
    const provenance = this.#provenance(value);
    if (provenance) this.provenances.set(value, provenance);
    const { path, request, response } = provenance ?? {};
    const responses = Object.keys(isObject(value["responses"]) ? value["responses"] : {});
    this.#visitFields(value, "operation", (field, child) => {
      if (field === "parameters") return this.#isOfPath(child) ? path : undefined;
      if (field === "requestBody") return request;
      return isSuccess(this.#pointer.at(-1) ?? "", responses) ? response : undefined;
    });
  }

  #visitFields(value: Fields, kind: Kind, around: Around): void {
    for (const [field, child] of Object.entries(value)) {
      const slot = slotOf(kind, field);
      if (!slot || typeof child !== "object" || child === null) continue;
      this.#step(field, () => this.#visitSlot(child, slot, (each) => around(field, each)));
    }
  }

  #visitSlot(value: object, slot: Slot, around: (child: unknown) => Statement | undefined): void {
    const [[form, kind] = []] = Object.entries(slot) as [string, Kind][];
    if (kind === undefined) return;
    if (form === "map" || Array.isArray(value)) {
      for (const [key, each] of Object.entries(value)) {
        this.#step(key, () => this.visit(each, kind, around(each)));
      }
    } else this.visit(value, kind, around(value));
  }

  #step(step: string, visit: () => void): void {
    this.#pointer.push(step);
    visit();
    this.#pointer.pop();
  }

  /** What stands in the place of a reference is known as what is meant; a schema is a part of its own. */
  #own(value: Fields, kind: Kind): Statement | undefined {
    const isRef = kind !== "schema" && typeof value["$ref"] === "string";
    if (isRef) return readStatement(this.#reader(value).resolved());
    if (Object.hasOwn(value, "x-provenance")) return readStatement(this.#reader(value));
    return kind === "pathItem" ? this.#pathOf(value) : undefined;
  }

  /** How a path is known: as the operation knows it that knows it best. */
  #pathOf(pathItem: Fields): Statement | undefined {
    const paths = Object.entries(pathItem).flatMap(([field, operation]) => {
      const slot = slotOf("pathItem", field);
      if (!slot || !("one" in slot) || !isObject(operation)) return [];
      return [this.#provenance(operation, field)?.path];
    });
    // Of one that says nothing it cannot be told whether it is guessed.
    if (paths.includes(undefined)) return undefined;
    return (
      paths.find((path) => path?.level === "documented") ??
      paths.find((path) => path?.level === "inferred") ??
      paths[0]
    );
  }

  #provenance(operation: Fields, ...steps: readonly string[]): Partial<Provenance> | undefined {
    if (!Object.hasOwn(operation, "x-provenance")) return undefined;
    const reader = this.#reader(operation, ...steps);
    if (this.#pointer[0] === "paths") return readProvenance(reader);
    return readWebhookProvenance(reader);
  }

  #isOfPath(parameter: unknown): boolean {
    const ref = isObject(parameter) ? parameter["$ref"] : undefined;
    const target = typeof ref === "string" ? this.#spec.resolve(ref) : parameter;
    return isObject(target) && target["in"] === "path";
  }

  #reader(value: unknown, ...steps: readonly string[]): Reader {
    const pointer: Pointer = [...this.#pointer, ...steps];
    return new Reader(this.#spec, this.#report, pointer, value);
  }
}
