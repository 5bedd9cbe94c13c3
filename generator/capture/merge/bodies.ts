import { STATUS_CODES } from "node:http";
import { fieldsOf, isSame } from "../../openapi/index.js";
import type { Stated } from "./schema.js";
import { stepInto } from "./schema.js";
import { type OperationScope, silentOnBody } from "./scope.js";
import { type At, below } from "./spec.js";
import { member, type Tree } from "./tree.js";

/** Merges the request body and the responses of one operation. */
export class BodyMerge {
  readonly #scope: OperationScope;

  constructor(scope: OperationScope) {
    this.#scope = scope;
  }

  request(): void {
    const at = below(this.#scope.at, "requestBody");
    const statement = below(this.#scope.at, "x-provenance", "request");
    const isOpen = this.#scope.isOpen(statement);
    const stated = this.#scope.stated("requestBody");
    const doubt = this.#scope.schemas.doubt(["requestBody"]);
    if (!stated) {
      // A whole page without a body states that there is none; an open one of ours has to go.
      if (isOpen && this.#scope.spec.value(at) !== undefined) {
        this.#scope.change("request body", at, this.#scope.spec.value(at), undefined);
        this.#scope.spec.remove(at);
      }
    } else if (this.#scope.spec.value(at) === undefined) {
      this.#scope.change("request body", at, undefined, stated.tree.value);
      this.#scope.setPart("requestBody", {
        ...(member(stated.tree, "required") && {
          required: fieldsOf(stated.tree.value)["required"],
        }),
        ...this.#scope.content(stated, at),
      });
    } else {
      const target = this.#scope.spec.deref(at);
      const { required } = fieldsOf(stated.tree.value);
      const what = `${this.#scope.label}: request body`;
      const before = this.#scope.base("requestBody");
      const standing = { what: `${what}, required`, isOpen };
      this.#scope.schemas.decide(
        below(target, "required"),
        required,
        member(before, "required")?.value,
        standing,
      );
      this.#mergeContent(target, stated, before, { what, isOpen });
    }
    const silent = this.#scope.from.endpoint.marks.find(({ pointer }) => pointer === silentOnBody);
    const gaps = silent && fieldsOf(stated?.tree.value)["required"] === undefined;
    this.#scope.confirm("request", doubt, gaps ? { gaps: "Whether a body has to be sent." } : {});
  }

  responses(): void {
    const statement = below(this.#scope.at, "x-provenance", "response");
    const isOpen = this.#scope.isOpen(statement);
    const all = below(this.#scope.at, "responses");
    const statuses = Object.keys(this.#scope.facts.responses);
    for (const status of statuses) {
      const stated = this.#scope.stated("responses", status);
      const at = below(all, status);
      if (!stated) continue;
      if (this.#scope.spec.value(at) === undefined) this.#addResponse(at, status, stated);
      else this.#response(at, status, stated, isOpen);
    }
    const succeeds = statuses.some((status) => status.startsWith("2"));
    const range = below(all, "2XX");
    if (succeeds && !statuses.includes("2XX") && this.#scope.spec.value(range) !== undefined) {
      const own = below(this.#scope.spec.deref(range), "x-provenance");
      if (this.#scope.isOpen(own)) {
        this.#scope.change("response 2XX", range, "any success", undefined);
        this.#scope.spec.remove(range);
      }
    }
    const [first] = statuses;
    if (first === undefined) return;
    const success = statuses.find((status) => status.startsWith("2")) ?? first;
    this.#scope.confirm("response", this.#scope.schemas.doubt(["responses", success]));
  }

  #addResponse(at: At, status: string, stated: Stated): void {
    this.#scope.change(`response ${status}`, at, undefined, stated.tree.value);
    const doubt = this.#scope.schemas.doubt(stated.pointer);
    const isUnknown = doubt !== undefined && stepInto(stated, "content") === undefined;
    const before = this.#scope.spec
      .keys(below(this.#scope.at, "responses"))
      .findLast((key) => key < status);
    const value = {
      description: STATUS_CODES[status] ?? "Not described by the documentation.",
      // A body that the page does not show is unknown, which is not the same as none.
      ...this.#scope.statement(isUnknown ? undefined : doubt, isUnknown ? "The body." : undefined),
      ...(isUnknown
        ? { content: { [this.#usualMedia()]: { schema: {} } } }
        : this.#scope.content(stated, at)),
    };
    at.file.set(at.pointer, value, before ?? "");
  }

  /** The media type of the page's other bodies. */
  #usualMedia(): string {
    const bodies = [this.#scope.facts.requestBody, ...Object.values(this.#scope.facts.responses)];
    const media = bodies.flatMap((body) => Object.keys(fieldsOf(fieldsOf(body)["content"])));
    return media[0] ?? "application/json";
  }

  #response(at: At, status: string, stated: Stated, isOpenOperation: boolean): void {
    const target = this.#scope.spec.deref(at);
    const statement = below(target, "x-provenance");
    const what = `${this.#scope.label}: response ${status}`;
    const isOpen = isOpenOperation || this.#scope.isOpen(statement);
    this.#mergeContent(target, stated, this.#scope.base("responses", status), { what, isOpen });
    this.#scope.confirmPart(
      statement,
      `response ${status}`,
      this.#scope.schemas.doubt(stated.pointer),
    );
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
      if (this.#scope.spec.value(node) === undefined) {
        const value = schema ? { schema: this.#scope.schemas.toSpec(schema, node) } : {};
        this.#scope.schemas.decide(node, value, member(base, "content", media)?.value, {
          what: `${what}, ${media}`,
          isOpen,
        });
      } else if (schema) {
        this.#scope.schemas.merge(below(node, "schema"), schema, before, { what, isOpen });
      }
    }
    const known = this.#scope.spec.keys(below(at, "content"));
    const wanted = Object.keys(fieldsOf(content?.tree.value));
    for (const media of known.filter((name) => wanted.length > 0 && !wanted.includes(name))) {
      const node = below(at, "content", media);
      const isOurs = isOpen && isSame(this.#scope.spec.value(node), { schema: {} });
      if (isOurs) {
        this.#scope.change(media, node, this.#scope.spec.value(node), undefined);
        this.#scope.spec.remove(node);
      } else {
        this.#scope.schemas.decide(node, undefined, member(base, "content", media)?.value, {
          what: `${what}, ${media}`,
          isOpen,
        });
      }
    }
  }
}
