import { essenceOf, keyOfMediaType } from "../../media-type.js";
import { type Kind, parameterKey, statusOf } from "../../openapi/index.js";

/** One spelling for equivalent names in a map; other names are unchanged. */
const keys: Partial<Record<Kind, (name: string) => string>> = {
  header: (name) => parameterKey("header", name),
  response: (name) => String(statusOf(name) ?? name),
  mediaType: keyOfMediaType,
};

/**
 * The one of the `known` names that means the same as `name`, which is one of the `stated`. Media
 * types with and without parameters are the same if neither side has another one of that essence.
 */
export function matchName(
  name: string,
  kind: Kind,
  { stated, known }: { stated: readonly string[]; known: readonly string[] },
): string | undefined {
  const keyOf = keys[kind] ?? String;
  const has = (names: readonly string[], other: string) =>
    names.find((each) => keyOf(each) === keyOf(other));
  const found = has(known, name);
  if (found !== undefined || kind !== "mediaType") return found;
  const left = (names: readonly string[], others: readonly string[]) =>
    names.filter((each) => essenceOf(each) === essenceOf(name) && has(others, each) === undefined);
  const [[one, ...more], [wanted, ...others]] = [left(known, stated), left(stated, known)];
  if (one === undefined || wanted === undefined || more.length + others.length > 0) {
    return undefined;
  }
  const isPlain = [one, wanted].some((each) => keyOf(each) === essenceOf(each));
  return isPlain ? one : undefined;
}
