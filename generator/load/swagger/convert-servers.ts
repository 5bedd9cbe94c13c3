import { child, itemsOf, type Node, type Translation } from "./translation.js";

/**
 * The servers that `schemes`, `host` and `basePath` name together; undefined if none of them is
 * there. Without a host, or without a scheme, an address is relative to where the document was
 * read, as 2.0 has it; OpenAPI 3 reads such addresses in the same way.
 *
 * @param schemes those of the document, or of an operation that has its own
 */
export function toServers(schemes: Node, translation: Translation): object[] | undefined {
  const [hostNode, pathNode] = [
    child(translation.root, "host"),
    child(translation.root, "basePath"),
  ];
  const host = hostOf(hostNode, translation);
  const path = pathOf(pathNode, translation);
  if (host === undefined) {
    return path === "" ? undefined : [translation.from(pathNode, { url: path })];
  }
  // Each once, and with the place where it is listed first.
  const names = new Map(
    [...itemsOf(schemes)].reverse().map((node) => [translation.text(node), node]),
  );
  if (names.size === 0) return [translation.from(hostNode, { url: `//${host}${path}` })];
  return [...names]
    .flatMap(([name, node]) => (name === undefined ? [] : [{ name, node }]))
    .reverse()
    .sort((a, b) => rankOf(a.name) - rankOf(b.name))
    .map(({ name, node }) => translation.from(node, { url: `${name}://${host}${path}` }));
}

/**
 * The first server is the default. 2.0 gives the order no meaning, and credentials are to go by
 * https.
 */
function rankOf(scheme: string): number {
  const rank = ["https", "http"].indexOf(scheme.toLowerCase());
  return rank < 0 ? 2 : rank;
}

/** Whatever is more than a host would make another address of it than the one that is meant. */
function hostOf(node: Node, translation: Translation): string | undefined {
  const host = translation.text(node);
  if (host === undefined || host === "") return undefined;
  if (/^[^\s/\\?#@{}]+$/.test(host)) return host;
  const why = "it must be a host, optionally with a port, without scheme and path";
  translation.reportUnsupported(node, "`host`", why);
  return undefined;
}

/** Begins with a slash, and does not end with one: the paths of operations begin with it. */
function pathOf(node: Node, translation: Translation): string {
  const path = translation.text(node) ?? "";
  let end = path.length;
  while (path[end - 1] === "/") end--;
  const trimmed = path.slice(0, end);
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}
