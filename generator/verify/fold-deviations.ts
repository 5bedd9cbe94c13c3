import { createHash } from "node:crypto";
import type { Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { tokensOf } from "../openapi/index.js";
import type { ExchangePlace } from "../recordings/index.js";
import type { Deviation } from "./deviation.js";
import { type DeviationId, type DeviationRule, ruleOf } from "./rules.js";

/** A deviation, however many exchanges show it. */
export interface VerifyFinding {
  readonly rule: DeviationId;
  readonly level: DeviationRule["level"];
  /** Upper case, and the path template. */
  readonly operation: { readonly method: string; readonly path: string };
  /** Where in the exchange: `answer 200, lines[].mpn`. */
  readonly where: string;
  /** `GET /boms/: answer 200, lines[].mpn is not a string`. */
  readonly message: string;
  /** What would bring the spec up to the service. */
  readonly help: string;
  /** What the spec says about it; undefined if it says nothing. */
  readonly place: Place | undefined;
  /** The same for the same deviation in another recording. */
  readonly fingerprint: string;
  /** How many exchanges show it. */
  readonly count: number;
  /** The first of them. */
  readonly exchanges: readonly ExchangePlace[];
}

/** Enough to look it up. */
const maxExchanges = 5;

/** Deviations of one kind at one place are one finding. */
export class Findings {
  readonly #byKey = new Map<string, VerifyFinding>();
  readonly #spec: Spec;

  constructor(spec: Spec) {
    this.#spec = spec;
  }

  add(
    { rule: id, where, what, at }: Deviation,
    operation: VerifyFinding["operation"],
    place: ExchangePlace,
  ): void {
    const key = [id, operation.method, operation.path, where, what].join("\n");
    const known = this.#byKey.get(key);
    if (known) {
      const exchanges = [...known.exchanges, place].slice(0, maxExchanges);
      this.#byKey.set(key, { ...known, count: known.count + 1, exchanges });
      return;
    }
    const { level, help } = ruleOf(id);
    this.#byKey.set(key, {
      ...{ rule: id, level, operation, where, help },
      message: `${operation.method} ${operation.path}: ${where} ${what}`,
      place: at && this.#spec.place(tokensOf(at)),
      fingerprint: createHash("sha256").update(key).digest("hex").slice(0, 16),
      count: 1,
      exchanges: [place],
    });
  }

  /** Findings before notes, each by operation and place. */
  all(): VerifyFinding[] {
    const order = ({ level, message }: VerifyFinding) => `${level} ${message}`;
    return [...this.#byKey.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}
