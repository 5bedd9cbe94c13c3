/**
 * The complaints of a validation error by field, from the forms that Django REST framework gives
 * them: lists of text by field, nested by object and by position, or a bare list.
 */
export function fieldErrors(body: unknown): Record<string, string[]> {
  const found = new Map<string, string[]>();
  if (typeof body === "string") return {};
  // Someone else wrote the body; nesting beyond this is no form of an answer.
  collect(body, "", 10, (path, message) => {
    const key = path || "non_field_errors";
    found.set(key, [...(found.get(key) ?? []), message]);
  });
  return Object.fromEntries(found);
}

function collect(
  node: unknown,
  path: string,
  depth: number,
  add: (path: string, message: string) => void,
): void {
  if (typeof node === "string") add(path, node);
  if (typeof node !== "object" || node === null || depth === 0) return;
  for (const [key, child] of Object.entries(node)) {
    // Texts in a list are all said of the field that has the list; `detail` at the top is not a field.
    if (Array.isArray(node) && typeof child === "string") add(path, child);
    else if (path !== "" || key !== "detail" || typeof child !== "string") {
      collect(child, path ? `${path}.${key}` : key, depth - 1, add);
    }
  }
}
