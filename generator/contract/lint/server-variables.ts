import { diagnose } from "../../diagnostics/index.js";
import {
  below,
  entriesOf,
  type Fields,
  fieldsOf,
  isFields,
  listOf,
  textOf,
} from "../../openapi/index.js";
import { type LintCheckFactory, placeOf } from "./lint-check.js";

/** Servers whose URL does not match their variables, and empty lists of servers. */
export const checkServers: LintCheckFactory = (spec, report) => ({
  visit(node, kind, at) {
    if (kind === "server") {
      for (const { name, why, where } of problemsOf(node)) {
        report(diagnose("server-variable", { name, why }, placeOf(spec, below(at, ...where))));
      }
    }
    // For the document itself, OpenAPI defines the meaning of an empty list: the document's own
    // address.
    if ((kind === "pathItem" || kind === "operation") && isEmptyList(node["servers"])) {
      const of = kind === "operation" ? "an operation" : "a path";
      report(diagnose("servers-empty", { of }, placeOf(spec, below(at, "servers"))));
    }
  },
});

interface VariableProblem {
  readonly name: string;
  readonly why: string;
  /** Relative to the server. */
  readonly where: readonly string[];
}

function problemsOf(server: Fields): VariableProblem[] {
  const url = textOf(server["url"]) ?? "";
  const used = [...url.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string);
  const variables = fieldsOf(server["variables"]);
  const ofUrl = [...new Set(used)].flatMap((name): VariableProblem[] => {
    const where = ["url"];
    if (!Object.hasOwn(variables, name)) return [{ name, why: "is not declared", where }];
    const isTwice = used.indexOf(name) !== used.lastIndexOf(name);
    return isTwice ? [{ name, why: "occurs more than once in the URL", where }] : [];
  });
  const declared = entriesOf(variables).flatMap(([name, variable]): VariableProblem[] => {
    const at = ["variables", name];
    if (!used.includes(name)) return [{ name, why: "does not occur in the URL", where: at }];
    return isFields(variable)
      ? problemsOfValue(variable).map(({ why, field }) => ({ name, why, where: [...at, field] }))
      : [];
  });
  return [...ofUrl, ...declared];
}

function problemsOfValue(variable: Fields): { why: string; field: string }[] {
  const { default: fallback, enum: values } = variable;
  if (isEmptyList(values)) return [{ why: "has an empty `enum`", field: "enum" }];
  if (fallback === undefined) return [{ why: "has no `default`", field: "default" }];
  // YAML reads a port as a number; its text is meant.
  const isListed = listOf(values).some((value) => String(value) === String(fallback));
  if (!Array.isArray(values) || isListed) return [];
  return [{ why: `has the default "${fallback}", which is not in its \`enum\``, field: "default" }];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
