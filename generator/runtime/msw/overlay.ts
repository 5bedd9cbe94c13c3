type Fields = Readonly<Record<string, unknown>>;

/** What members are known, put into a value; those that don't fit its schema are left out. */
export function overlaid(
  base: unknown,
  values: Fields,
  matches: (value: unknown) => boolean,
): unknown {
  if (!isObject(base) || Object.keys(values).length === 0) return base;
  const put = (value: Fields, [name, member]: readonly [string, unknown]) =>
    withMember(value, name, member);
  const all = Object.entries(values).reduce(put, base);
  if (matches(all)) return all;
  return Object.entries(values).reduce((value, member) => {
    const next = put(value, member);
    return matches(next) ? next : value;
  }, base);
}

/** A member may be called `__proto__`. */
export function withMember(fields: Fields, name: string, member: unknown): Fields {
  const others = Object.entries(fields).filter(([other]) => other !== name);
  return Object.fromEntries([...others, [name, member]]);
}

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
