/** A text as JSON, and where it has integers that JavaScript's numbers cannot hold. */
export interface ExactJson {
  readonly value: unknown;
  /** From the whole value down. */
  readonly inexact: readonly (readonly (string | number)[])[];
}

/** What stands for such an integer while the text is parsed. */
const mark = "\u0000integer:";

/** @throws SyntaxError if it is not JSON */
export function parseExact(text: string): ExactJson {
  const value: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return { value, inexact: [] };
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE])/g, (token) =>
    token.startsWith('"') || BigInt(Number(token)).toString() === BigInt(token).toString()
      ? token
      : JSON.stringify(mark + token),
  );
  return { value, inexact: marksIn(JSON.parse(marked)) };
}

function marksIn(root: unknown): (string | number)[][] {
  const found: (string | number)[][] = [];
  const pending: { value: unknown; path: (string | number)[] }[] = [{ value: root, path: [] }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && value.startsWith(mark)) found.push(path);
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries())
        pending.push({ value: item, path: [...path, index] });
    } else if (typeof value === "object" && value !== null) {
      for (const [name, member] of Object.entries(value))
        pending.push({ value: member, path: [...path, name] });
    }
  }
  return found;
}
