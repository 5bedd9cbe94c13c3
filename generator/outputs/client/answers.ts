import type { Api, Content, Operation } from "../../model/index.js";
import { Reference, type StatementStructures, StructureKind } from "../../typescript/index.js";
import { answerName, namesOf } from "../schemas/answer-names.js";
import { importPrivately } from "./import-privately.js";

/** By function of the operation, under which name its group's validators are imported. */
type Bindings = ReadonlyMap<string, string>;

/** No operation has a name with a dollar sign, and nothing else has one that ends so. */
export function bindingsOf({ groups }: Api): Bindings {
  return new Map(
    groups.flatMap(({ binding, operations }) =>
      operations.map(({ names }) => [names.function, `$${binding}`] as const),
    ),
  );
}

/** What checks the data of successes, by status; undefined if nothing does. */
export function describeAnswers(
  { names, responses }: Operation,
  bindings: Bindings,
): Readonly<Record<string, Reference | false>> | undefined {
  const entries = responses
    .filter(({ success }) => success)
    .map(({ key, contents }) => {
      const found = contents.filter(isChecked);
      const [only] = found;
      const position = only && found.length === 1 ? contents.indexOf(only) : -1;
      const name = namesOf(answerName(names.function, key), contents)[position];
      // One that has none is named as well, so that it is not taken for one of its class.
      return [
        key,
        name === undefined ? false : new Reference(`${bindings.get(names.function)}.${name}`),
      ] as const;
    });
  return entries.some(([, validator]) => validator !== false)
    ? Object.fromEntries(entries)
    : undefined;
}

function isChecked({ form, open, reading }: Content): boolean {
  return form === "json" && !open && (reading === "json" || reading === "typelessJson");
}

/** The validators of all groups, and the type of what describes answers. */
export function importAnswers(
  { groups }: Api,
  descriptors: readonly string[],
): StatementStructures[] {
  const used = groups.filter(({ binding }) =>
    descriptors.some((text) => text.includes(`: $${binding}.`)),
  );
  if (used.length === 0) return [];
  return [
    importPrivately("./runtime/validate/validating-client.js", ["AnswerSchemas"], true),
    ...used.map(
      ({ binding, module }): StatementStructures => ({
        kind: StructureKind.ImportDeclaration,
        namespaceImport: `$${binding}`,
        moduleSpecifier: `./schemas/validators/groups/${module}.js`,
      }),
    ),
  ];
}
