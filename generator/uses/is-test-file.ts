import { ts } from "./compiler.js";

const folders = /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|mocks|fixtures)\//i;
const names = /\.(?:test|spec|e2e|mock|stories|cy)\.[cm]?[jt]sx?$/i;
const runners = /^(?:vitest|@jest\/globals|node:test|mocha|@playwright\/test)$/;

/** Whether a file is a test or a mock: by its path within the project, or by what it imports. */
export function isTestFile(file: ts.SourceFile, path: string): boolean {
  if (folders.test(path) || names.test(path)) return true;
  return file.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) &&
      ts.isStringLiteral(statement.moduleSpecifier) &&
      (runners.test(statement.moduleSpecifier.text) || makesStandIn(statement)),
  );
}

/** `createTestClient` is what only tests call. */
function makesStandIn({ importClause }: ts.ImportDeclaration): boolean {
  const named = importClause?.namedBindings;
  return (
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.some(
      ({ propertyName, name }) => (propertyName ?? name).text === "createTestClient",
    )
  );
}
