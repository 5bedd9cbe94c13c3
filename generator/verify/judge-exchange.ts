import { type Contract, readContract } from "../contract/index.js";
import type { Spec } from "../load/index.js";
import { isPreflight, wasLoadedByPage } from "../observations/index.js";
import type { Exchange } from "../recordings/index.js";
import { checkRequest, isCheckedWhole } from "./check-request.js";
import { checkResponse } from "./check-response.js";
import type { Deviation } from "./deviation.js";
import { Router } from "./match-operation.js";
import { SchemaCheck } from "./schema-check.js";
import { shownPath } from "./shown-names.js";

/** What one exchange shows. */
export type Judgement =
  /** It goes to another server, or is no call of an API. */
  | { readonly kind: "elsewhere" }
  | {
      readonly kind: "judged";
      /** Upper case, and the path template; of a path that is not in the spec, without values. */
      readonly operation: { readonly method: string; readonly path: string };
      readonly isKnown: boolean;
      readonly deviations: readonly Deviation[];
    };

/** Refusals that say nothing about the request: who asks, when, how often, and what is there. */
const silent = [401, 403, 404, 407, 408, 409, 425, 429];

/** Judges exchanges against a spec, one by one. */
export class Judge {
  readonly contract: Contract;
  readonly #router: Router;
  /** What is recorded as it was, and what is masked. */
  readonly #plain: Checks;
  #masked: Checks | undefined;

  /** @param baseUrls in place of the servers of the spec */
  constructor(spec: Spec, baseUrls: readonly string[] = []) {
    this.contract = readContract(spec);
    this.#router = new Router(this.contract, baseUrls);
    this.#plain = checksOf(this.contract);
  }

  /** The URLs of servers that the spec, or the caller, names. */
  get servers(): readonly string[] {
    return this.#router.servers;
  }

  /** @param isRedirected whether the service chose the place, by a redirect, and not the caller */
  judge(exchange: Exchange, isRedirected = false): Judgement {
    const { request } = exchange;
    const isCall = !isPreflight(exchange) && wasLoadedByPage(exchange) !== true;
    if (!isCall || exchange.response.status < 200) return { kind: "elsewhere" };
    const target = this.#router.find(request.method, request.url);
    if (isRedirected) {
      // It answers the operation that redirects, or is no operation: the redirect itself is judged.
      const isAnswer = target.kind === "operation" || target.kind === "slash";
      if (!isAnswer) return { kind: "elsewhere" };
      const { operation } = target.match;
      return judged(operation.name, true, this.#deviations(exchange, target.match));
    }
    switch (target.kind) {
      case "elsewhere":
        return target;
      case "operation": {
        const { operation } = target.match;
        return judged(operation.name, true, this.#deviations(exchange, target.match));
      }
      case "slash": {
        const { name, at } = target.match.operation;
        const what = "has another end than the request's";
        return judged(name, false, [{ rule: "path-slash", where: "path", what, at: { node: at } }]);
      }
      case "method": {
        const [other] = target.others;
        const { method } = request;
        const path = other?.name.path ?? "";
        const { status, body } = exchange.response;
        const mediaType = body?.mediaType;
        const sentType = request.body?.mediaType;
        const detail = {
          ...{ method, status },
          ...(mediaType !== undefined && { mediaType }),
          ...(sentType !== undefined && { sentType }),
        };
        const at = other && { node: other.pathItem.at, detail };
        const what = "is not declared";
        return judged({ method, path }, false, [
          { rule: "method-unknown", where: `method ${method}`, what, at },
        ]);
      }
      case "path": {
        const name = { method: request.method, path: shownPath(target.path) };
        const what = "is not declared";
        return judged(name, false, [{ rule: "path-unknown", where: "path", what, at: undefined }]);
      }
    }
  }

  #deviations(exchange: Exchange, match: Parameters<typeof checkRequest>[1]): Deviation[] {
    const { status } = exchange.response;
    const { operation } = match;
    if (exchange.isMasked) this.#masked ??= checksOf(this.contract, true);
    const { sent, received } = (exchange.isMasked && this.#masked) || this.#plain;
    const answered = checkResponse(exchange, operation, received);
    const isRefused = status >= 400 && status < 500;
    const isAccepted = status < 300 || status === 304;
    if (!isAccepted && (!isRefused || silent.includes(status))) return answered;
    const asked = checkRequest(exchange.request, match, this.contract, sent);
    if (isAccepted) return [...asked, ...answered];
    // A request that does not fit, or of which a part is not known, was rightly refused.
    if (asked.length > 0 || !isCheckedWhole(exchange.request, operation)) return answered;
    const what = `was refused with ${status}, and fits the spec`;
    return [
      { rule: "request-refused", where: "request", what, at: { node: operation.at } },
      ...answered,
    ];
  }
}

/** The schemas of both directions. */
interface Checks {
  readonly sent: SchemaCheck;
  readonly received: SchemaCheck;
}

function checksOf(contract: Contract, isMasked = false): Checks {
  return {
    sent: new SchemaCheck(contract, "sent", isMasked),
    received: new SchemaCheck(contract, "received", isMasked),
  };
}

function judged(
  { method, path }: { readonly method: string; readonly path: string },
  isKnown: boolean,
  deviations: readonly Deviation[],
): Judgement {
  return { kind: "judged", operation: { method, path }, isKnown, deviations };
}
