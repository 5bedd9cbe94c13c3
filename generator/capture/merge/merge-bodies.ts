import { STATUS_CODES } from "node:http";
import { fieldsOf, provenanceField, statusOf, successAmong } from "../../openapi/index.js";
import { silentOnBody } from "../notes.js";
import { type At, below } from "./editable-spec.js";
import { matchName } from "./match-name.js";
import { type PageNode, stepInto } from "./merge-schema.js";
import type { OperationMerge } from "./operation-merge.js";

/** Merges the request body and the responses of one operation. */
export class BodyMerge {
  readonly #scope: OperationMerge;

  constructor(scope: OperationMerge) {
    this.#scope = scope;
  }

  request(): void {
    const at = below(this.#scope.at, "requestBody");
    const statement = below(this.#scope.at, provenanceField, "request");
    const isOpen = this.#scope.isOpen(statement);
    const stated = this.#scope.stated("requestBody");
    const uncertainty = this.#scope.schemas.uncertainty(["requestBody"]);
    if (!stated) {
      // A complete page without a body states that there is none, so an open body is removed.
      if (isOpen && this.#scope.spec.value(at) !== undefined) {
        this.#scope.change("request body", at, this.#scope.spec.value(at), undefined);
        this.#scope.spec.remove(at);
      }
    } else if (this.#scope.spec.value(at) === undefined) {
      this.#scope.change("request body", at, undefined, stated.tree.value);
      const body = this.#scope.objects.toSpec(stated, "requestBody", at);
      this.#scope.setPart("requestBody", body);
    } else {
      const base = this.#scope.base("requestBody");
      const origin = { what: `${this.#scope.label}: request body`, isOpen };
      this.#scope.objects.merge({ at, stated, base }, "requestBody", origin);
    }
    const silent = this.#scope.from.endpoint.marks.find(({ pointer }) => pointer === silentOnBody);
    const gaps = silent && fieldsOf(stated?.tree.value)["required"] === undefined;
    this.#scope.confirm(
      "request",
      uncertainty,
      gaps ? { gaps: "Whether a body has to be sent." } : {},
    );
  }

  responses(): void {
    const { spec, facts } = this.#scope;
    const statement = below(this.#scope.at, provenanceField, "response");
    const isOpen = this.#scope.isOpen(statement);
    const all = below(this.#scope.at, "responses");
    const stated = Object.keys(facts.responses);
    const guesses = this.#guesses(all);
    for (const status of stated) {
      const part = this.#scope.stated("responses", status);
      const known = this.#sameAnswer(status, stated, all);
      if (!part || known === undefined) continue;
      const at = below(all, known);
      guesses.delete(known);
      if (spec.value(at) === undefined) this.#addResponse(at, status, part);
      else this.#response(at, status, part, isOpen);
    }
    const success = stated.find(successAmong(stated)) ?? stated[0];
    if (success === undefined) return;
    if (successAmong(stated)(success)) for (const guess of guesses) this.#dropGuess(all, guess);
    this.#scope.confirm("response", this.#scope.schemas.uncertainty(["responses", success]));
  }

  /** Responses of the spec that stand for an unknown success. */
  #guesses(all: At): Set<string> {
    const known = this.#scope.spec.keys(all);
    const isGuess = (status: string) =>
      typeof statusOf(status) === "string" &&
      this.#scope.isOpen(below(this.#scope.spec.deref(below(all, status)), provenanceField));
    return new Set(known.filter(successAmong(known)).filter(isGuess));
  }

  #dropGuess(all: At, status: string): void {
    const at = below(all, status);
    this.#scope.change(`response ${status}`, at, "any success", undefined);
    this.#scope.spec.remove(at);
  }

  /**
   * The key of the spec's response for a stated one, or of a new one. If one side has a lone
   * `default` or `2XX` and the other has a single success status, both are the same response. A lone
   * `default` beside several success statuses is a conflict, and there is none.
   */
  #sameAnswer(status: string, stated: readonly string[], all: At): string | undefined {
    const known = this.#scope.spec.keys(all);
    const guesses = this.#guesses(all);
    const successes = known.filter(successAmong(known));
    const onPage = stated.filter(successAmong(stated));
    const [only, ...more] = successes.filter((key) => !guesses.has(key));
    const same = matchName(status, "response", { stated, known });
    if (same !== undefined || only === undefined || !onPage.includes(status)) return same ?? status;
    // The page has the spec's response under its own name, so this one is another.
    if (stated.includes(only)) return status;
    const open = [status, only].filter((key) => typeof statusOf(key) === "string");
    if (open.length > 0 && more.length === 0 && onPage.length === 1) return only;
    if (!open.includes("default")) return status;
    const spec = [only, ...more].join(", ");
    this.#scope.conflict("statuses of success", all, spec, onPage.join(", "));
    return undefined;
  }

  #addResponse(at: At, status: string, stated: PageNode): void {
    this.#scope.change(`response ${status}`, at, undefined, stated.tree.value);
    const uncertainty = this.#scope.schemas.uncertainty(stated.pointer);
    const isUnknown = uncertainty !== undefined && stepInto(stated, "content") === undefined;
    const before = this.#scope.spec
      .keys(below(this.#scope.at, "responses"))
      .findLast((key) => key < status);
    const value = {
      description: STATUS_CODES[status] ?? "Not described by the documentation.",
      // A body that the page does not show is unknown, which does not mean that there is none.
      ...this.#scope.statement(
        isUnknown ? undefined : uncertainty,
        isUnknown ? "The body." : undefined,
      ),
      ...fieldsOf(this.#scope.objects.toSpec(stated, "response", at)),
      ...(isUnknown && { content: { [this.#usualMedia()]: { schema: {} } } }),
    };
    this.#scope.spec.set(at, value, before ?? "");
  }

  /** The media type of the page's other bodies. */
  #usualMedia(): string {
    const bodies = [this.#scope.facts.requestBody, ...Object.values(this.#scope.facts.responses)];
    const media = bodies.flatMap((body) => Object.keys(fieldsOf(fieldsOf(body)["content"])));
    return media[0] ?? "application/json";
  }

  #response(at: At, status: string, stated: PageNode, isOpenOperation: boolean): void {
    const target = this.#scope.spec.deref(at);
    const statement = below(target, provenanceField);
    const what = `${this.#scope.label}: response ${status}`;
    const isOpen = isOpenOperation || this.#scope.isOpen(statement);
    const earlier = Object.keys(fieldsOf(this.#scope.base("responses")?.value));
    const before = matchName(status, "response", { stated: [status], known: earlier }) ?? status;
    const base = this.#scope.base("responses", before);
    this.#scope.objects.merge({ at: target, stated, base }, "response", { what, isOpen });
    this.#scope.confirmPart(
      statement,
      `response ${status}`,
      this.#scope.schemas.uncertainty(stated.pointer),
    );
  }
}
