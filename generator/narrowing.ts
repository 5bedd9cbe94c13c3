/*
 * What narrows a type where the compiler cannot see it by itself. Each of these checks at run time,
 * or says why it need not; a cast does neither.
 */

/**
 * The value; an Error with this message if it is absent. For what our own code put there before: a
 * failure is a bug of the tool, never a fault of the input.
 */
export function must<Value>(value: Value | undefined, message: string): Value {
  if (value === undefined) throw new Error(`internal error: ${message}`);
  return value;
}

/** Behind a switch over a union: the compiler refuses a case that was forgotten. */
export function unreachable(value: never): never {
  throw new Error(`internal error: unexpected ${String(value)}`);
}

/** Whether a value is one of a closed list. */
export function isOneOf<Member>(members: readonly Member[], value: unknown): value is Member {
  return members.some((member) => member === value);
}

/** The value of a table of ours at a name from elsewhere; undefined if it has none of its own. */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The names of a table that is ours and closed, so that it has no others at run time either. */
export function keysOf<Table extends object>(table: Table): (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}
