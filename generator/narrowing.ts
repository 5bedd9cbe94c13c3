/*
 * Narrows types where the compiler cannot do it by itself. Each function checks at run time, or
 * says why it need not; a cast does neither.
 */

/**
 * The value; throws an Error with this message if it is absent. For values that our own code has
 * set before: a failure is a bug in the tool, never a mistake in the input.
 */
export function must<Value>(value: Value | undefined, message: string): Value {
  if (value === undefined) throw new Error(`internal error: ${message}`);
  return value;
}

/** After a switch over a union: the compiler reports a case that is missing. */
export function unreachable(value: never): never {
  throw new Error(`internal error: unexpected ${String(value)}`);
}

/** Whether a value is a member of a closed list. */
export function isOneOf<Member>(members: readonly Member[], value: unknown): value is Member {
  return members.some((member) => member === value);
}

/** The own property of one of our tables; undefined if the table does not have that name. */
export function lookUp<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The names of a table. Only for our own tables, which have no further names at run time. */
export function keysOf<Table extends object>(table: Table): (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}
