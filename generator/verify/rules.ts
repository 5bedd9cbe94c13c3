import { must } from "../narrowing.js";
import { answerRules, type DeviationRule } from "../runtime/observe/index.js";

export type { DeviationRule };

const declare = "Declare it in the spec if callers may rely on it.";
const tighten = "Loosen the schema to what the service takes, or have callers keep to it.";

/** All rules, in the order in which reports have them. */
export const rules = [
  {
    id: "path-unknown",
    level: "finding",
    title: "A path is not in the spec",
    help: "Add the operation, for instance with `npx spec-tether capture RECORDING`, or correct the path.",
  },
  {
    id: "method-unknown",
    level: "finding",
    title: "A path has no operation with the method",
    help: "Add the operation, for instance with `npx spec-tether capture RECORDING`.",
  },
  {
    id: "path-not-served",
    level: "finding",
    title: "The service has nothing at a path of the spec",
    help: "Correct or remove the path, or ask the vendor where the operation is.",
  },
  {
    id: "method-not-served",
    level: "finding",
    title: "The service does not allow a method of the spec",
    help: "Correct the method, or remove the operation.",
  },
  {
    id: "method-unlisted",
    level: "note",
    title: "The service allows a method that the spec does not have",
    help: "Add the operation if callers may rely on it.",
  },
  {
    id: "metadata-member",
    level: "finding",
    title: "The service takes a member that the schema of the request does not have",
    help: "Add the property.",
  },
  {
    id: "metadata-required",
    level: "finding",
    title: "Service and schema do not require the same members of a request",
    help: "Correct `required`.",
  },
  {
    id: "metadata-type",
    level: "finding",
    title: "The service takes another type than the schema of a request",
    help: "Correct the `type`.",
  },
  {
    id: "metadata-limit",
    level: "finding",
    title: "The service limits a member of a request in another way than the schema",
    help: "Correct the limit.",
  },
  {
    id: "metadata-choices",
    level: "finding",
    title: "The service offers other choices than the schema of a request lists",
    help: "Correct the enum.",
  },
  {
    id: "path-slash",
    level: "finding",
    title: "A path differs from the spec's by the slash at its end",
    help: "Correct the path in the spec or in the caller.",
  },
  ...answerRules,
  {
    id: "request-refused",
    level: "finding",
    title: "A request that fits the spec was refused",
    help: "Find out what the service demands, and state it in the spec.",
  },
  {
    id: "parameter-unknown",
    level: "finding",
    title: "A request with a query parameter that is not declared was accepted",
    help: declare,
  },
  {
    id: "parameter-missing",
    level: "finding",
    title: "A request without a required parameter was accepted",
    help: "Make the parameter optional.",
  },
  {
    id: "parameter-value",
    level: "finding",
    title: "A request with a parameter outside of its schema was accepted",
    help: tighten,
  },
  {
    id: "body-missing",
    level: "finding",
    title: "A request without its required body was accepted",
    help: "Make the body optional.",
  },
  {
    id: "body-undeclared",
    level: "finding",
    title: "A request with a body was accepted, and the operation declares none",
    help: declare,
  },
  {
    id: "body-type-undeclared",
    level: "finding",
    title: "A request in a media type that is not declared was accepted",
    help: declare,
  },
  {
    id: "body-member-unknown",
    level: "finding",
    title: "A request with a member that its schema does not have was accepted",
    help: declare,
  },
  {
    id: "body-member-missing",
    level: "finding",
    title: "A request without a required member was accepted",
    help: "Take the member out of `required`.",
  },
  {
    id: "body-value",
    level: "finding",
    title: "A request with a value outside of its schema was accepted",
    help: tighten,
  },
] as const satisfies readonly DeviationRule[];

export type DeviationId = (typeof rules)[number]["id"];

const byId = new Map<DeviationId, DeviationRule>(rules.map((rule) => [rule.id, rule]));

export function ruleOf(id: DeviationId): DeviationRule {
  return must(byId.get(id), `there is no rule ${id}`);
}
