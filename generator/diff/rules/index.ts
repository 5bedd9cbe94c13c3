import type { RuleId } from "../change-kinds.js";
import { bodyRules, webhookRules } from "./body-rules.js";
import { contentRules } from "./content-rules.js";
import { documentRules } from "./document-rules.js";
import { operationRules } from "./operation-rules.js";
import { parameterRules } from "./parameter-rules.js";
import { responseRules } from "./response-rules.js";
import type { Rule } from "./rule.js";
import { annotationRules } from "./schema-annotation-rules.js";
import { constraintRules } from "./schema-constraint-rules.js";
import { objectRules } from "./schema-object-rules.js";
import { expand } from "./schema-rule.js";
import { structureRules } from "./schema-structure-rules.js";
import { typeRules } from "./schema-type-rules.js";
import { securityRules } from "./security-rules.js";
import { withSource } from "./source-severity.js";

export { type Example, isOfSchema, type Rule } from "./rule.js";

/** All rules. */
export const rules: readonly Rule[] = [
  ...documentRules,
  ...securityRules,
  ...operationRules,
  ...parameterRules,
  ...bodyRules,
  ...webhookRules,
  ...responseRules,
  ...contentRules,
  ...[typeRules, constraintRules, objectRules, structureRules, annotationRules]
    .flat()
    .flatMap(expand),
].map(withSource);

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of an id from elsewhere; undefined if there is none. */
export function findRule(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id);
}

/** @throws Error if there is none, which is a mistake of ours */
export function ruleOf(id: RuleId): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`no rule judges ${id}`);
  return rule;
}
