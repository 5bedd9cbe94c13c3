import type { Place } from "../diagnostics/index.js";
import type { Spec } from "../load/index.js";
import { canonical, tokensOf, type Version, versionOf } from "../openapi/index.js";
import type { ExchangePlace } from "../recordings/index.js";
import { type DescribedDeviation, describeDeviation, keyOf } from "../runtime/observe/index.js";
import type { Deviation } from "./deviation.js";
import { actionsOf, distinctActions, type OverlayAction } from "./overlay-actions.js";
import { type DeviationId, ruleOf } from "./rules.js";

/** A deviation, however many exchanges show it. */
export interface VerifyFinding extends DescribedDeviation<DeviationId> {
  /** What the spec says about it; undefined if it says nothing. */
  readonly place: Place | undefined;
  /**
   * Actions of an OpenAPI Overlay that take it away, as far as the exchanges show that; none if a
   * person has to decide.
   */
  readonly overlay: readonly OverlayAction[];
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
  readonly #openapi: Version;
  readonly #kinds = new Set<string>();

  constructor(spec: Spec) {
    this.#spec = spec;
    this.#openapi = versionOf(spec.document) ?? "3.1";
  }

  add(deviation: Deviation, operation: VerifyFinding["operation"], exchange: ExchangePlace): void {
    const key = keyOf(deviation, operation);
    const known = this.#byKey.get(key);
    const actions = this.#actionsOf(deviation, operation, key);
    if (known) {
      const exchanges = [...known.exchanges, exchange].slice(0, maxExchanges);
      const overlay = distinctActions([...known.overlay, ...actions]);
      this.#byKey.set(key, { ...known, count: known.count + 1, exchanges, overlay });
      return;
    }
    const { rule, at } = deviation;
    this.#byKey.set(key, {
      ...describeDeviation(deviation, operation, ruleOf(rule)),
      place: at && this.#spec.place(tokensOf(at.node)),
      overlay: actions,
      count: 1,
      exchanges: [exchange],
    });
  }

  /** Each kind of edit once: most exchanges show what others have shown. */
  #actionsOf(
    deviation: Deviation,
    operation: VerifyFinding["operation"],
    key: string,
  ): readonly OverlayAction[] {
    const kind = `${key}\n${canonical(deviation.at?.detail)}`;
    if (this.#kinds.has(kind)) return [];
    this.#kinds.add(kind);
    return actionsOf(deviation, operation, this.#spec, this.#openapi);
  }

  /** Findings before notes, each by operation and place. */
  all(): VerifyFinding[] {
    const order = ({ level, message }: VerifyFinding) => `${level} ${message}`;
    return [...this.#byKey.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}
