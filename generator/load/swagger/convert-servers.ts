import { child, itemsOf, type Node, type Translation } from "./translation.js";

/**
 * The servers that `schemes`, `host` and `basePath` describe together; undefined if none of them is
 * present. Without a host or a scheme, an address is relative to the document, in 2.0 as in OpenAPI
 * 3.
 *
 * @param schemes those of the document, or of an operation with its own
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
  // Each scheme once, with the place where it is listed first.
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
 * The first server is the default. In 2.0 the order has no meaning, and credentials should be sent
 * by https.
 */
function rankOf(scheme: string): number {
  const rank = ["https", "http"].indexOf(scheme.toLowerCase());
  return rank < 0 ? 2 : rank;
}

/** A host that contains more than a host could lead to another address than the author means. */
function hostOf(node: Node, translation: Translation): string | undefined {
  const host = translation.text(node);
  if (host === undefined || host === "") return undefined;
  if (/^[^\s/\\?#@{}]+$/.test(host)) return host;
  const why = "it must be a host, optionally with a port, without scheme and path";
  translation.reportUnsupported(node, "`host`", why);
  return undefined;
}

/**
 * Begins with a slash, and does not end with one, because the paths of operations begin with one.
 */
function pathOf(node: Node, translation: Translation): string {
  const path = translation.text(node) ?? "";
  let end = path.length;
  while (path[end - 1] === "/") end--;
  const trimmed = path.slice(0, end);
  return trimmed === "" || trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
}
