import type { Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { tokensOf } from "../openapi/index.js";
import type { ExchangePlace } from "../recordings/index.js";
import { type DescribedDeviation, describeDeviation, keyOf } from "../runtime/observe/index.js";
import type { Deviation } from "./deviation.js";
import { type DeviationId, ruleOf } from "./rules.js";

/** A deviation, however many exchanges show it. */
export interface VerifyFinding extends DescribedDeviation<DeviationId> {
  /** What the spec says about it; undefined if it says nothing. */
  readonly place: Place | undefined;
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

  add(deviation: Deviation, operation: VerifyFinding["operation"], exchange: ExchangePlace): void {
    const key = keyOf(deviation, operation);
    const known = this.#byKey.get(key);
    if (known) {
      const exchanges = [...known.exchanges, exchange].slice(0, maxExchanges);
      this.#byKey.set(key, { ...known, count: known.count + 1, exchanges });
      return;
    }
    const { rule, at } = deviation;
    this.#byKey.set(key, {
      ...describeDeviation(deviation, operation, ruleOf(rule)),
      place: at && this.#spec.place(tokensOf(at)),
      count: 1,
      exchanges: [exchange],
    });
  }

  /** Findings before notes, each by operation and place. */
  all(): VerifyFinding[] {
    const order = ({ level, message }: VerifyFinding) => `${level} ${message}`;
    return [...this.#byKey.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}
