import type { ClientOperation } from "./client-index.js";
import { ts } from "./compiler.js";
import { holderOf, memberNameOf, namesIn } from "./type-syntax.js";

/** Which operations and webhooks a type is part of, on which side. */
export interface Reach {
  readonly requests: ReadonlySet<string>;
  readonly answers: ReadonlySet<string>;
  readonly webhooks: ReadonlySet<string>;
}

type Side = keyof Reach;

/** For each type, the operations and webhooks that it is part of, through whatever types. */
export function reachIn(
  operations: ReadonlyMap<string, ClientOperation>,
  types: ReadonlyMap<string, ts.Declaration>,
  webhooks: ReadonlyMap<string, ts.Node>,
): Map<string, Reach> {
  const references = new Map<string, string[]>();
  const referencesOf = (name: string): string[] => {
    const known = references.get(name);
    if (known) return known;
    const declaration = types.get(name);
    const found = declaration
      ? [...new Set(namesIn(declaration))].filter((each) => types.has(each))
      : [];
    references.set(name, found);
    return found;
  };
  const reach = new Map<string, Record<Side, Set<string>>>();
  const mark = (name: string, side: Side, operation: string): void => {
    const sides = reach.get(name) ?? {
      requests: new Set(),
      answers: new Set(),
      webhooks: new Set(),
    };
    sides[side].add(operation);
    reach.set(name, sides);
  };
  const add = (from: readonly string[], side: Side, operation: string): void => {
    const seen = new Set<string>();
    const open = [...from];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      mark(name, side, operation);
      const holder = holderOf(name);
      if (holder !== undefined) mark(holder, side, operation);
      open.push(...referencesOf(name));
    }
  };
  for (const { name, types: own } of operations.values()) {
    add(
      own.filter((type) => /Params$/.test(type)),
      "requests",
      name,
    );
    add(
      own.filter((type) => !/Params$/.test(type)),
      "answers",
      name,
    );
  }
  const paths = types.get("operations");
  if (paths && ts.isInterfaceDeclaration(paths)) {
    for (const member of paths.members) {
      const name = memberNameOf(member);
      if (name === undefined || !ts.isPropertySignature(member) || !member.type) continue;
      if (!ts.isTypeLiteralNode(member.type)) continue;
      for (const part of member.type.members) {
        const side = memberNameOf(part) === "responses" ? "answers" : "requests";
        add(
          namesIn(part).filter((each) => types.has(each)),
          side,
          name,
        );
      }
    }
  }
  for (const [key, node] of webhooks) add(namesIn(node), "webhooks", key);
  return reach;
}
