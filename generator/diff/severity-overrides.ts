import type { Config } from "../config/index.js";
import { DiagnosticError, diagnose, didYouMean, type Place } from "../diagnostics/index.js";
import { isOneOf } from "../narrowing.js";
import type { Judgement } from "./apply-rules.js";
import type { RuleId } from "./change-kinds.js";
import { type Severity, severities } from "./finding.js";
import { rules } from "./rules/index.js";

/** The severities that somebody set, by the ids of rules. */
export type Overrides = ReadonlyMap<RuleId, { readonly level: Severity; readonly by: string }>;

const ids = rules.map(({ id }) => id);

/**
 * The severities that the config and the flags set; flags win.
 *
 * @param given a severity for each rule id
 * @throws DiagnosticError `config-invalid` for what is no rule or no severity, with the closest one
 */
export function readOverrides(
  given: Readonly<Record<string, string>>,
  configs: readonly Config[],
): Overrides {
  const overrides = new Map<RuleId, { readonly level: Severity; readonly by: string }>();
  const set = (id: string, level: string, by: string, place?: Place) => {
    overrides.set(nameIn(ids, "rule", id, place), {
      level: nameIn(severities, "severity", level, place),
      by,
    });
  };
  const [config, ...others] = configs;
  for (const [id, level] of Object.entries(config?.severity ?? {})) {
    const place = config?.place?.(["diff", "severity", id]);
    set(id, level, place ? `${place.file}:${place.line}` : "the config file", place);
  }
  for (const other of others) {
    if (textOf(other) === textOf(config)) continue;
    const why =
      "the clients of the config file have different `diff.severity`, and the versions belong to none of them; make them the same";
    throw new DiagnosticError([diagnose("config-invalid", { why }, other.place?.(["diff"]))]);
  }
  for (const [id, level] of Object.entries(given)) set(id, level, "--severity");
  return overrides;
}

function textOf(config: Config | undefined): string {
  return JSON.stringify(Object.entries(config?.severity ?? {}).sort());
}

function nameIn<Name extends string>(
  known: readonly Name[],
  what: string,
  name: string,
  place: Place | undefined,
): Name {
  if (isOneOf(known, name)) return name;
  const why = `"${name}" is not a ${what}${didYouMean(name, known)}`;
  throw new DiagnosticError([diagnose("config-invalid", { why }, place)]);
}

/**
 * A judgement with the severity that is set for its rule: the worse of its two becomes that, and
 * the other is at most that.
 */
export function withOverride(judgement: Judgement, overrides: Overrides): Judgement {
  const { rule, wire, source } = judgement;
  const override = overrides.get(rule.id);
  if (!override) return judgement;
  const { level } = override;
  const worst = severities.find((each) => each === wire || each === source);
  const replaced = (own: Severity) => (own === worst ? level : milderOf(own, level));
  // A rule that is about neither gets it where its class belongs.
  const isOfSource = worst !== "none" || rule.class === "source";
  const isOfWire = worst !== "none" || rule.class !== "source";
  return {
    ...judgement,
    wire: isOfWire ? replaced(wire) : wire,
    source: isOfSource ? replaced(source) : source,
    override: { ...override, wire, source },
  };
}

function milderOf(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b;
}
