import { type Expression, Node, type ObjectLiteralExpression } from "ts-morph";
import { rules } from "../../generator/diff/index.js";
import { listOf, objectOf, Refused, type Scaffold } from "./scaffold.js";

/**
 * A kind of change in the vocabulary, a rule that judges it, and a test that states the severity.
 */
export const rule: Scaffold = {
  name: /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/,
  example: "subject, aspect and verb: `operation.path.shortened`",
  files: (id) => ({
    [`generator/diff/rules/${fileOf(id)}-rules.ts`]: `import type { Rule } from "./rule.js";
import { own, rule } from "./rule-examples.js";

/** What calls and code make of \`${id}\`. */
export const ${constantOf(id)}: readonly Rule[] = [
  rule(
    "${id}",
    ["warning", "none"],
    "{where}: {before} became {after}",
    ["Say what goes wrong for callers.", "Say what they are to do."],
    own("summary: Before", "summary: After"),
  ),
];
`,
    [`test/diff/${fileOf(id)}.test.ts`]: `import { expect, test } from "vitest";
import { compareSpecs } from "../../generator/diff/index.js";
import { head, specOf } from "./support.js";

const version = (operation: object) =>
  specOf({ ...head, paths: { "/pets": { get: { responses: { 204: {} }, ...operation } } } });

// Fails until a function of generator/diff/compare reports the change.
test("${id} is found, and is a warning on the wire and nothing in source", () => {
  const { findings } = compareSpecs(version({ summary: "Before" }), version({ summary: "After" }));
  expect(findings.map(({ kind, wire, source }) => ({ kind, wire, source }))).toEqual([
    { kind: "${id}", wire: "warning", source: "none" },
  ]);
});
`,
  }),
  register(id, open) {
    const [subject = "", aspect = "", verb = ""] = id.split(".");
    addKind(objectOf(open("generator/diff/change-kinds.ts"), "vocabulary"), subject, aspect, verb);
    const file = open("generator/diff/rules/index.ts");
    file.addImportDeclaration({
      moduleSpecifier: `./${fileOf(id)}-rules.js`,
      namedImports: [constantOf(id)],
    });
    listOf(file, "rules").addElement(`...${constantOf(id)}`);
  },
  next: (id) => [
    `  1. State in test/diff/${fileOf(id)}.test.ts two documents that differ, and who breaks.`,
    "  2. Let a change be of the aspect in generator/diff/compare/change.ts, and report it where its",
    "     node is compared, beside that.",
    `  3. Write message, reason, fix and example in generator/diff/rules/${fileOf(id)}-rules.ts.`,
    "  4. State its severity in test/diff/severities.txt, and review what UPDATE_GOLDEN=1",
    "     npx vitest run test/diff/rules.test.ts adds to test/diff/way-back.txt.",
    "  5. npm run format && npm run docs: docs/rules.md lists it. Enter it in CHANGELOG.md.",
  ],
};

/** \`operation.requestBody.added\` as `operation-request-body-added`. */
function fileOf(id: string): string {
  return id.replaceAll(".", "-").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function constantOf(id: string): string {
  return `${id.replaceAll(/\.(\w)/g, (_, letter: string) => letter.toUpperCase())}Rules`;
}

function addKind(
  vocabulary: ObjectLiteralExpression,
  subject: string,
  aspect: string,
  verb: string,
): void {
  const aspects = initializerOf(vocabulary, subject);
  if (!Node.isObjectLiteralExpression(aspects)) {
    throw new Refused(`generator/diff/change-kinds.ts has no subject "${subject}"`);
  }
  const verbs = initializerOf(aspects, aspect);
  const isKnown = rules.some(({ id }) => id.startsWith(`${subject}.${aspect}.`));
  if (verbs === undefined && !isKnown) {
    aspects.addPropertyAssignment({ name: aspect, initializer: `["${verb}"]` });
    return;
  }
  // Spread in with others, or a constant.
  if (verbs === undefined || !Node.isArrayLiteralExpression(verbs)) {
    const why = `other aspects share the verbs of "${aspect}"`;
    throw new Refused(`${why}: give it a list of its own in generator/diff/change-kinds.ts first`);
  }
  if (verbs.getElements().some((each) => each.getText() === `"${verb}"`)) {
    throw new Refused(`${subject}.${aspect}.${verb} is a kind already`);
  }
  verbs.addElement(`"${verb}"`);
}

function initializerOf(object: ObjectLiteralExpression, name: string): Expression | undefined {
  const property = object.getProperty(name);
  return Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
}
