import { escapeHidden } from "../characters.js";
import { isExact } from "../numbers.js";
import { escapeLiteral, toStringLiteral } from "./text.js";

/**
 * Stands in for the compiler while openapi-typescript runs. It uses no more of it than a factory
 * of nodes and a few questions about them; loading the real one takes 140 ms and 45 MB, and its
 * nodes and printer as much again as the rest of a run. A test compares what is printed here with
 * what the compiler prints of the same nodes.
 */
export interface TypeNode {
  readonly kind: string;
  /** Source of an identifier or a literal. */
  readonly text?: string;
  readonly name?: TypeNode;
  readonly questionToken?: TypeNode | undefined;
  readonly type?: TypeNode;
  readonly literal?: TypeNode;
  readonly index?: TypeNode;
  readonly parts?: readonly TypeNode[];
  /** Of a type literal or an interface; openapi-typescript replaces those of its `operations`. */
  members?: readonly TypeNode[];
  /** The inside of its comment. */
  comment?: string;
}

const kinds = [
  "ArrayType",
  "BooleanKeyword",
  "ExportKeyword",
  "FalseKeyword",
  "Identifier",
  "IndexSignature",
  "IndexedAccessType",
  "InterfaceDeclaration",
  "IntersectionType",
  "LiteralType",
  "MinusToken",
  "MultiLineCommentTrivia",
  "NeverKeyword",
  "NullKeyword",
  "NumberKeyword",
  "NumericLiteral",
  "Parameter",
  "PrefixUnaryExpression",
  "PropertySignature",
  "QuestionToken",
  "ReadonlyKeyword",
  "RestType",
  "StringKeyword",
  "StringLiteral",
  "TrueKeyword",
  "TupleType",
  "TypeAliasDeclaration",
  "TypeLiteral",
  "TypeOperator",
  "TypeReference",
  "UndefinedKeyword",
  "UnionType",
  "UnknownKeyword",
];

const keyword = (kind: string): TypeNode => ({ kind });
const named = (name: string | TypeNode): TypeNode =>
  typeof name === "string" ? { kind: "Identifier", text: name } : name;

export const factory = {
  createArrayTypeNode: (type: TypeNode): TypeNode => ({ kind: "ArrayType", type }),
  createFalse: () => keyword("FalseKeyword"),
  createIdentifier: (text: string): TypeNode => ({ kind: "Identifier", text }),
  createIndexSignature: (_: unknown, parts: readonly TypeNode[], type: TypeNode): TypeNode => ({
    kind: "IndexSignature",
    parts,
    type,
  }),
  createIndexedAccessTypeNode: (type: TypeNode, index: TypeNode): TypeNode => ({
    kind: "IndexedAccessType",
    type,
    index,
  }),
  createInterfaceDeclaration: (
    _modifiers: unknown,
    name: string | TypeNode,
    _parameters: unknown,
    _heritage: unknown,
    members: readonly TypeNode[],
  ): TypeNode => ({ kind: "InterfaceDeclaration", name: named(name), members }),
  createIntersectionTypeNode: (parts: readonly TypeNode[]): TypeNode => ({
    kind: "IntersectionType",
    parts,
  }),
  createKeywordTypeNode: keyword,
  createLiteralTypeNode: (literal: TypeNode): TypeNode => ({ kind: "LiteralType", literal }),
  createModifier: keyword,
  createNodeArray: (nodes: readonly TypeNode[]) => nodes,
  createNull: () => keyword("NullKeyword"),
  /**
   * Of a number that JavaScript has not a literal would name another, or be none. A text is the name of
   * a property, such as `200`, and stays.
   */
  createNumericLiteral: (value: string | number): TypeNode =>
    typeof value === "string" || isExact(value)
      ? { kind: "NumericLiteral", text: String(value) }
      : { kind: "NumberKeyword" },
  createParameterDeclaration: (
    _modifiers: unknown,
    _rest: unknown,
    name: string | TypeNode,
    _question: unknown,
    type: TypeNode,
  ): TypeNode => ({ kind: "Parameter", name: named(name), type }),
  createPrefixUnaryExpression: (_operator: string, type: TypeNode): TypeNode =>
    type.kind === "NumericLiteral" ? { kind: "PrefixUnaryExpression", type } : type,
  createPropertySignature: (
    _modifiers: unknown,
    name: string | TypeNode,
    questionToken: TypeNode | undefined,
    type: TypeNode,
  ): TypeNode => ({ kind: "PropertySignature", name: named(name), questionToken, type }),
  createStringLiteral: (text: string): TypeNode => ({
    kind: "StringLiteral",
    text: toStringLiteral(text),
  }),
  createToken: keyword,
  createTrue: () => keyword("TrueKeyword"),
  createTupleTypeNode: (parts: readonly TypeNode[]): TypeNode => ({ kind: "TupleType", parts }),
  createTypeAliasDeclaration: (
    _modifiers: unknown,
    name: string | TypeNode,
    _parameters: unknown,
    type: TypeNode,
  ): TypeNode => ({ kind: "TypeAliasDeclaration", name: named(name), type }),
  createTypeLiteralNode: (members: readonly TypeNode[]): TypeNode => ({
    kind: "TypeLiteral",
    members,
  }),
  createTypeReferenceNode: (
    name: string | TypeNode,
    parts: readonly TypeNode[] = [],
  ): TypeNode => ({ kind: "TypeReference", name: named(name), parts }),
  createUnionTypeNode: (parts: readonly TypeNode[]): TypeNode => ({ kind: "UnionType", parts }),
};

const is = (kind: string) => (node: TypeNode) => node.kind === kind;

/** What openapi-typescript gets when it asks for `typescript`. */
export const compiler: Readonly<Record<string, unknown>> = {
  // A name for each number, as the compiler's own has it too.
  SyntaxKind: Object.fromEntries(kinds.map((kind) => [kind, kind])),
  ScriptTarget: {},
  ScriptKind: {},
  NodeFlags: {},
  factory,
  isArrayTypeNode: is("ArrayType"),
  isInterfaceDeclaration: is("InterfaceDeclaration"),
  isTupleTypeNode: is("TupleType"),
  isTypeAliasDeclaration: is("TypeAliasDeclaration"),
  addSyntheticLeadingComment: (node: TypeNode, _kind: string, comment: string) => {
    node.comment = comment;
    return node;
  },
  /** openapi-typescript writes the helpers that it adds to its output as source text. */
  createSourceFile: (_file: string, text: string) => ({
    statements: [{ kind: "Source", text, name: { escapedText: /type (\w+)/.exec(text)?.[1] } }],
  }),
};

/**
 * Source of a node, in the form that the compiler's printer gives it.
 *
 * @param indentation of the line that it starts in
 * @param step what the inside of an object is indented by
 */
export function printNode(node: TypeNode, indentation = "", step = "    "): string {
  switch (node.kind) {
    case "Identifier":
    case "NumericLiteral":
    case "StringLiteral":
    case "Source":
      // openapi-typescript makes identifiers of text in quotes.
      return escapeLiteral(node.text ?? "");
    case "LiteralType":
      return printNode(node.literal as TypeNode, indentation, step);
    case "PrefixUnaryExpression":
      return `-${printNode(node.type as TypeNode)}`;
    case "ArrayType":
      return `${printOperand(node.type as TypeNode, indentation, step)}[]`;
    case "IndexedAccessType":
      return `${printOperand(node.type as TypeNode, indentation, step)}[${printNode(node.index as TypeNode, indentation, step)}]`;
    case "UnionType":
    case "IntersectionType": {
      const separator = node.kind === "UnionType" ? " | " : " & ";
      return (node.parts ?? [])
        .map((part) => printOperand(part, indentation, step))
        .join(separator);
    }
    case "TypeReference": {
      const parts = (node.parts ?? []).map((part) => printNode(part, indentation, step));
      const name = printNode(node.name as TypeNode);
      return parts.length > 0 ? `${name}<${parts.join(", ")}>` : name;
    }
    case "TupleType":
      return printTuple(node.parts ?? [], indentation, step);
    case "TypeLiteral":
      return printMembers(node.members ?? [], indentation, step);
    default:
      return node.kind.replace("Keyword", "").toLowerCase();
  }
}

/** A part of something; parentheses keep it together. */
function printOperand(node: TypeNode, indentation: string, step: string): string {
  const text = printNode(node, indentation, step);
  const isCompound = node.kind === "UnionType" || node.kind === "IntersectionType";
  return isCompound ? `(${text})` : text;
}

function printTuple(parts: readonly TypeNode[], indentation: string, step: string): string {
  if (parts.length === 0) return `[\n${indentation}]`;
  const inner = indentation + step;
  const lines = parts.map((part) => inner + printNode(part, inner, step));
  return `[\n${lines.join(",\n")}\n${indentation}]`;
}

function printMembers(members: readonly TypeNode[], indentation: string, step: string): string {
  if (members.length === 0) return "{}";
  const inner = indentation + step;
  return `{\n${members.map((member) => printMember(member, inner, step)).join("")}${indentation}}`;
}

/** A member of an object type with its comment, on lines of its own. */
export function printMember(node: TypeNode, indentation: string, step = "    "): string {
  const comment = node.comment === undefined ? "" : printComment(node.comment, indentation);
  const type = printNode(node.type as TypeNode, indentation, step);
  if (node.kind === "IndexSignature") {
    const key = node.parts?.[0] as TypeNode;
    const name = printNode(key.name as TypeNode);
    return `${comment}${indentation}[${name}: ${printNode(key.type as TypeNode)}]: ${type};\n`;
  }
  const question = node.questionToken ? "?" : "";
  return `${comment}${indentation}${printNode(node.name as TypeNode)}${question}: ${type};\n`;
}

/** The texts in it were made safe before openapi-typescript got them; here lines are indented, as the printer does it. */
function printComment(comment: string, indentation: string): string {
  const [first = "", ...rest] = `/*${comment}*/`.split("\n");
  const lines = rest.map((line) => {
    if (line.trim() === "") return "";
    return indentation + line.trimEnd();
  });
  return `${escapeHidden([indentation + first.trim(), ...lines].join("\n"))}\n`;
}

/** Adds every name in a type that something has to declare. */
export function collectNames(node: TypeNode, names: Set<string>): void {
  if (node.kind === "TypeReference" && node.name?.text) names.add(node.name.text);
  for (const child of [node.type, node.index, ...(node.parts ?? []), ...(node.members ?? [])]) {
    if (child) collectNames(child, names);
  }
}
