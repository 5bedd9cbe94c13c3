import {
  type ArrayLiteralExpression,
  type Expression,
  Node,
  type ObjectLiteralExpression,
  type SourceFile,
} from "ts-morph";

/** How a new one of a kind is begun. Paths start at the root of the repository. */
export interface Scaffold {
  readonly name: RegExp;
  /** A name that fits. */
  readonly example: string;
  /** The new files, by their paths. */
  files(name: string): Readonly<Record<string, string>>;
  /** Enters it where the others of its kind are listed. */
  register(name: string, open: (path: string) => SourceFile): void;
  /** What is left to do, a line each. */
  next(name: string): readonly string[];
}

/** What was asked for cannot be written; the message says why. */
export class Refused extends Error {}

/** `query-hooks`. */
export const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** `query-hooks` as `queryHooks`. */
export function camel(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The list of an exported constant. */
export function listOf(file: SourceFile, name: string): ArrayLiteralExpression {
  const list = literalIn(file.getVariableDeclarationOrThrow(name).getInitializerOrThrow());
  if (Node.isArrayLiteralExpression(list)) return list;
  throw new Error(`${name} in ${file.getBaseName()} is no list`);
}

/** The object of a constant. */
export function objectOf(file: SourceFile, name: string): ObjectLiteralExpression {
  const object = literalIn(file.getVariableDeclarationOrThrow(name).getInitializerOrThrow());
  if (Node.isObjectLiteralExpression(object)) return object;
  throw new Error(`${name} in ${file.getBaseName()} is no object`);
}

/** The literal inside of `… as const` and `[…].map(…)`. */
function literalIn(expression: Expression): Expression {
  if (Node.isAsExpression(expression)) return literalIn(expression.getExpression());
  if (!Node.isCallExpression(expression)) return expression;
  const callee = expression.getExpression();
  return Node.isPropertyAccessExpression(callee) ? literalIn(callee.getExpression()) : expression;
}
