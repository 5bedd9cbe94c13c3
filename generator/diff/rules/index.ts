import type { RuleId } from "../kinds.js";
import { bodyRules, webhookRules } from "./body.js";
import { contentRules } from "./content.js";
import { documentRules } from "./document.js";
import { operationRules } from "./operation.js";
import { parameterRules } from "./parameter.js";
import { responseRules } from "./response.js";
import type { Rule } from "./rule.js";
import { annotationRules } from "./schema-annotations.js";
import { constraintRules } from "./schema-constraints.js";
import { objectRules } from "./schema-objects.js";
import { expand } from "./schema-rule.js";
import { structureRules } from "./schema-structure.js";
import { typeRules } from "./schema-types.js";
import { securityRules } from "./security.js";
import { withSource } from "./source.js";

export type { Example, Rule } from "./rule.js";

/** Every rule there is. */
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

/** @throws Error if there is none, which is a mistake of ours */
export function ruleOf(id: RuleId): Rule {
  const rule = byId.get(id);
  if (!rule) throw new Error(`no rule judges ${id}`);
  return rule;
}
