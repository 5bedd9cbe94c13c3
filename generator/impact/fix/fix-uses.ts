import {
  type Analysis,
  type FoundUse,
  fieldOf,
  searchFile,
  ts,
  withinStack,
} from "../../uses/index.js";
import type { Found } from "./plan-fixes.js";
import type { Renames } from "./rename.js";
import type { RenamedMembers } from "./renamed-members.js";
import { RenamedValues, type ValueChange } from "./renamed-values.js";
import { renameKey, renameText } from "./write-name.js";

/**
 * Goes through the uses of a client: values of enums are found there, and so is what no edit reaches,
 * such as a field that an object of the caller's own type fills in.
 */
export function fixUses(
  files: readonly ts.SourceFile[],
  analysis: Analysis,
  renamed: RenamedMembers,
  renames: Renames,
  found: Found,
): void {
  const values = new RenamedValues(renamed, analysis.index, renames);
  const hasOperations = renames.certain.some(({ is }) => is === "operation");
  const fields = new Set(
    [...renamed.declarations].flatMap((each) => fieldOf(each, analysis.index)?.name ?? []),
  );
  if (values.isEmpty && !hasOperations && fields.size === 0) return;
  for (const file of files) withinStack(file.fileName, () => searchFile(file, analysis));
  const texts = new Map<ts.Node, (ValueChange | undefined)[]>();
  for (const use of analysis.found) {
    if (use.kind === "enumValue" || use.kind === "discriminator") {
      texts.set(use.node, [...(texts.get(use.node) ?? []), values.changeOf(use)]);
    } else if (isOf(use, fields) && !found.has(use.node) && !isKept(use, analysis, renamed)) {
      const { node } = use;
      found.leave(
        node.getSourceFile(),
        node.getStart(),
        `${use.name} is used in a way that only you can change`,
      );
    }
  }
  for (const [node, changes] of texts) fixValue(node, changes, found);
}

function isOf({ kind, name, whole }: FoundUse, fields: ReadonlySet<string>): boolean {
  const isField = kind === "answerField" || kind === "bodyField" || kind === "argument";
  return (isField || kind === "webhook") && !whole && fields.has(name);
}

/** Whether a use is of a field of the same name that keeps it: of the answer with another status. */
function isKept({ node }: FoundUse, { checker, members }: Analysis, renamed: RenamedMembers) {
  const declared = members.declarationsOf(checker.getSymbolAtLocation(node));
  return declared.length > 0 && declared.every((each) => !renamed.has(each));
}

function fixValue(
  node: ts.Node,
  changes: readonly (ValueChange | undefined)[],
  found: Found,
): void {
  const file = node.getSourceFile();
  const [why] = changes.flatMap((each) => (each && "why" in each ? [each.why] : []));
  if (why !== undefined) {
    found.leave(file, node.getStart(), why);
    return;
  }
  const [to, ...others] = new Set(
    changes.map((each) => (each && "to" in each ? each.to : undefined)),
  );
  if (others.length > 0)
    found.leave(file, node.getStart(), "the value is one of another enum too, which keeps it");
  else if (to !== undefined) fixKeyOrValue(node, to, found);
}

function fixKeyOrValue(node: ts.Node, to: string, found: Found): void {
  const { parent } = node;
  const file = node.getSourceFile();
  const isKey = ts.isPropertyAssignment(parent) && parent.name === node;
  const edit = isKey
    ? renameKey(parent.name, to)
    : ts.isStringLiteralLike(node)
      ? renameText(node, to)
      : undefined;
  if (edit) found.edit(file, edit);
  else found.leave(file, node.getStart(), "the value is not written here");
}
