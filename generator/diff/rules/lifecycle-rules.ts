import type { LifecycleKind } from "../change-kinds.js";
import type { Severity } from "../finding.js";

/** The lifetime of operations, parameters and schemas, which have the same rules. */
interface Lifecycle {
  readonly kind: LifecycleKind;
  readonly wire: Severity;
  readonly message: string;
  readonly because: string;
  readonly fix: string;
  /** Fields, in YAML. */
  readonly before: string;
  readonly after: string;
}

const plan = { because: "It says how long callers can rely on it.", fix: "Plan accordingly." };
const ask = { because: "How long it will stay is unknown.", fix: "Ask the vendor." };
const sunset = (day: string) => `{ deprecated: true, x-sunset: "${day}" }`;
const level = (name: string) => `x-stability-level: ${name}`;

export const lifecycles: readonly Lifecycle[] = [
  {
    ...plan,
    kind: "deprecated.set",
    wire: "info",
    message: "{where} was deprecated",
    before: "{}",
    after: "deprecated: true",
  },
  {
    ...plan,
    kind: "deprecated.unset",
    wire: "info",
    message: "{where} is no longer deprecated",
    before: "deprecated: true",
    after: "{}",
  },
  {
    ...plan,
    kind: "sunset.added",
    wire: "info",
    message: "{where} will end on {after}",
    before: "deprecated: true",
    after: sunset("2099-01-01"),
  },
  {
    kind: "sunset.removed",
    wire: "breaking",
    message: "{where} is still deprecated, but no longer says how long it will stay",
    because: "It may be removed any day.",
    fix: "Stop using it.",
    before: sunset("2099-01-01"),
    after: "deprecated: true",
  },
  {
    kind: "sunset.earlier",
    wire: "breaking",
    message: "{where} will end earlier: on {after} instead of {before}",
    because: "Callers have less time than promised.",
    fix: "Stop using it in time.",
    before: sunset("2099-01-01"),
    after: sunset("2098-01-01"),
  },
  {
    ...plan,
    kind: "sunset.later",
    wire: "info",
    message: "{where} will end later: on {after} instead of {before}",
    before: sunset("2099-01-01"),
    after: sunset("2099-02-01"),
  },
  {
    ...ask,
    kind: "sunset.invalid",
    wire: "warning",
    message: '{where} will end on "{after}", which is not a date',
    before: "deprecated: true",
    after: sunset("soon"),
  },
  {
    ...plan,
    kind: "stability.lowered",
    wire: "breaking",
    message: "the stability of {where} is {after} instead of {before}",
    before: level("stable"),
    after: level("beta"),
  },
  {
    ...plan,
    kind: "stability.raised",
    wire: "info",
    message: "the stability of {where} is {after} instead of {before}",
    before: level("beta"),
    after: level("stable"),
  },
  {
    ...ask,
    kind: "stability.invalid",
    wire: "breaking",
    message: 'the stability of {where} is "{after}", which is not a known level',
    before: level("stable"),
    after: level("purple"),
  },
];
