/**
 * The complaints of a validation error by field, from the forms that Django REST framework gives
 * them: lists of text by field, nested by object and by position, or a bare list.
 */
export function fieldErrors(body: unknown): Record<string, string[]> {
  const found = new Map<string, string[]>();
  const collect = (node: unknown, path: string, depth: number): void => {
    if (typeof node === "string") {
      const key = path || "non_field_errors";
      found.set(key, [...(found.get(key) ?? []), node]);
    } else if (depth > 0) {
      for (const [key, child] of Object.entries(Object(node) as object)) {
        const isText = typeof child === "string";
        // Texts in a list are all said of the field that has the list; `detail` at the top is not a field.
        if (Array.isArray(node) && isText) collect(child, path, 0);
        else if (path || key !== "detail" || !isText) {
          collect(child, path ? `${path}.${key}` : key, depth - 1);
        }
      }
    }
  };
  // Someone else wrote the body; nesting beyond this is no form of an answer. Bare text is none either.
  if (typeof body !== "string") collect(body, "", 10);
  return Object.fromEntries(found);
}
