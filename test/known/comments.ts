import ts from "typescript";
import type { Files } from "../support/generator.js";

/** Doc comments by what they stand at: `groups/boms.ts ListBomsParams org_id`. */
export type Comments = ReadonlyMap<string, string>;

/**
 * Every named thing of a client's own files with its doc comment as the compiler reads it, in one line;
 * empty if it has none. What the client copies from the runtime says nothing of an API.
 */
export function commentsOf(client: Files): Map<string, string> {
  const own = Object.entries(client).filter(
    ([path]) => path.endsWith(".ts") && !path.startsWith("runtime/"),
  );
  return new Map(own.flatMap(([path, text]) => [...commentsIn(path, text)]));
}

/** By path and text: whoever changes one file need not have all others parsed again. */
const known = new Map<string, Comments>();

function commentsIn(path: string, text: string): Comments {
  const identity = `${path}\n${text}`;
  const earlier = known.get(identity);
  if (earlier) return earlier;
  const comments = new Map<string, string>();
  const visit = (node: ts.Node, key: string): void => {
    const name = nameOf(node);
    const place = name === undefined ? key : `${key} ${name}`;
    if (name !== undefined) {
      comments.set(place, [comments.get(place), textOf(node)].filter(Boolean).join(" "));
    }
    ts.forEachChild(node, (child) => visit(child, place));
  };
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  ts.forEachChild(source, (node) => visit(node, path));
  known.set(identity, comments);
  return comments;
}

function nameOf(node: ts.Node): string | undefined {
  const isNamed =
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isMethodSignature(node);
  if (isNamed && node.name) return "text" in node.name ? String(node.name.text) : undefined;
  if (!ts.isVariableStatement(node)) return undefined;
  const [declared] = node.declarationList.declarations;
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : undefined;
}

function textOf(node: ts.Node): string {
  const texts = ts.getJSDocCommentsAndTags(node).flatMap((part) => {
    const comment = ts.getTextOfJSDocComment(part.comment) ?? "";
    if (!ts.isJSDoc(part)) return comment;
    return [
      comment,
      ...(part.tags ?? []).map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? ""),
    ];
  });
  // What would end a comment is escaped in it.
  return texts.join(" ").replaceAll("*\\/", "*/").replaceAll(/\s+/g, " ").trim();
}

/** What descriptors say of guesses, by their name. */
export function guessesOf(operations: string): Map<string, string | undefined> {
  const source = ts.createSourceFile("a.ts", operations, ts.ScriptTarget.Latest, true);
  const guesses = new Map<string, string | undefined>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!ts.isIdentifier(name) || !initializer) continue;
      guesses.set(name.text, undefined);
      ts.forEachChild(initializer, (member) => {
        if (!ts.isPropertyAssignment(member) || !ts.isIdentifier(member.name)) return;
        const { initializer: value } = member;
        if (member.name.text === "inferred" && ts.isStringLiteral(value))
          guesses.set(name.text, value.text);
      });
    }
  }
  return guesses;
}

/** The type that an interface gives a member, as its name; undefined if it has no such member. */
export function memberTypes(client: string): ReadonlyMap<string, string> {
  const source = ts.createSourceFile("a.ts", client, ts.ScriptTarget.Latest, true);
  const types = new Map<string, string>();
  const visit = (node: ts.Node, key: string): void => {
    const name =
      ts.isInterfaceDeclaration(node) || ts.isPropertySignature(node) ? nameOf(node) : "";
    const own = `${key} ${name}`.trim();
    if (ts.isPropertySignature(node) && node.type && ts.isTypeReferenceNode(node.type))
      types.set(own, node.type.typeName.getText());
    ts.forEachChild(node, (child) => visit(child, own));
  };
  ts.forEachChild(source, (node) => visit(node, ""));
  return types;
}
