import { child, type Node, type Translation } from "./translation.js";

/** The media types of an operation's bodies and responses; empty if the document does not say. */
export interface MediaTypes {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/** An operation's own lists replace those of the document, even if they are empty. */
export function mediaTypesOf(
  node: Node,
  translation: Translation,
  inherited: MediaTypes = { consumes: [], produces: [] },
): MediaTypes {
  const own = (field: keyof MediaTypes): readonly string[] => {
    const list = child(node, field);
    return list.value === undefined ? inherited[field] : translation.texts(list);
  };
  return { consumes: own("consumes"), produces: own("produces") };
}

export function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/**
 * The media types of a body: the listed ones, otherwise JSON. Swagger 2.0 does not define that, but
 * its schemas describe JSON, and servers and other tools assume it.
 */
export function orUsual(listed: readonly string[], isFile: boolean): readonly string[] {
  if (listed.length > 0) return listed;
  return [isFile ? "application/octet-stream" : "application/json"];
}

export function isJson(type: string): boolean {
  return /[/+]json\s*(;|$)/i.test(type);
}

export const urlencoded = "application/x-www-form-urlencoded";
export const multipart = "multipart/form-data";

/** The kind of form that a media type means. */
export function formOf(type: string): typeof urlencoded | typeof multipart | undefined {
  const [essence = ""] = type.toLowerCase().split(";", 1);
  return ([urlencoded, multipart] as const).find((form) => form === essence.trim());
}
