import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { repository } from "../support/generator.js";

const door = join(repository, "generator/outputs/output-api.ts");
const program = ts.createProgram([door], {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  strict: true,
  noEmit: true,
  types: ["node"],
});
const checker = program.getTypeChecker();
const source = program.getSourceFile(door) as ts.SourceFile;
const ownExports = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
/** As they are declared: `Contract` is called `PublicContract` there. */
const exported = ownExports.map((symbol) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
);

const isOurs = (symbol: ts.Symbol) =>
  (symbol.declarations ?? []).some((each) => /\/generator\//.test(each.getSourceFile().fileName));

/** What of a type an author can reach, `Operation.tags`, but for what is private. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const isData = symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class);
  if (!isData && symbol.name !== "Contract") return [];
  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .filter(
      (member) =>
        isOurs(member) && !/^(?:__)?#/.test(ts.unescapeLeadingUnderscores(member.escapedName)),
    );
}

function said(symbol: ts.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker));
}

describe("what `spec-tether/outputs` exports", () => {
  test("has a version", async () => {
    const { outputsVersion } = await import("../../generator/outputs/output-api.js");
    expect(outputsVersion).toBe(1);
  });

  test("is described, and so is each of its members", () => {
    const names = ownExports.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["Contract", "Names", "Output", "Reader"]));
    const silent = exported.flatMap((symbol) => [
      ...(said(symbol) === "" ? [symbol.name] : []),
      ...membersOf(symbol).flatMap((member) =>
        said(member) === "" ? [`${symbol.name}.${member.name}`] : [],
      ),
    ]);
    expect(silent).toEqual([]);
  });

  test("exports no type without the types that it uses", () => {
    const known = new Set(exported.map(({ name }) => name));
    const { Interface, Class, TypeAlias } = ts.SymbolFlags;
    const named = Interface | Class | TypeAlias;
    const outside = new Set<string>();
    const look = (type: ts.Type) => {
      for (const part of type.isUnionOrIntersection() ? type.types : [type]) {
        const symbol = part.aliasSymbol ?? part.getSymbol();
        const isNamed = (symbol?.flags ?? 0) & named;
        if (symbol && isNamed && isOurs(symbol) && !known.has(symbol.name))
          outside.add(symbol.name);
        for (const argument of checker.getTypeArguments(part as ts.TypeReference)) look(argument);
      }
    };
    for (const symbol of exported) {
      for (const member of membersOf(symbol)) {
        const type = checker.getTypeOfSymbolAtLocation(member, source);
        look(type);
        for (const signature of type.getCallSignatures()) look(signature.getReturnType());
      }
    }
    expect([...outside].sort()).toEqual([]);
  });
});
