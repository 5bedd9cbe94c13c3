import type { Contract, Operation } from "../contract/index.js";
import { compareConcreteness, decodedPart, encodedPart, partsOfPath } from "../openapi/index.js";
import { withOtherSlash } from "../runtime/observe/index.js";

/** The operation that a request goes to. */
export interface Match {
  readonly operation: Operation;
  /** Values of path parameters, by name, decoded. */
  readonly pathValues: ReadonlyMap<string, string>;
}

/** Where a request goes. */
export type Target =
  | { readonly kind: "elsewhere" }
  | { readonly kind: "operation"; readonly match: Match }
  /** `match`: with the path's other end; `path`: below the server. */
  | { readonly kind: "slash"; readonly match: Match; readonly path: string }
  | { readonly kind: "method"; readonly others: readonly Operation[] }
  | { readonly kind: "path"; readonly path: string };

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds the operations of requests. */
export class Router {
  readonly #routes: readonly Route[];
  /** URLs of servers that requests could go to, as the spec or the caller has them. */
  readonly servers: readonly string[];
  readonly #servers: readonly RegExp[];

  /** @param baseUrls in place of the servers of the spec */
  constructor(contract: Contract, baseUrls: readonly string[]) {
    const operations = contract.operations.filter(({ kind }) => kind === "path");
    this.#routes = operations
      .map(routeOf)
      .sort((a, b) => compareConcreteness(a.operation.name.path, b.operation.name.path));
    const own = [contract.servers, ...operations.map(({ ownServers }) => ownServers)].flat();
    const urls = baseUrls.length > 0 ? baseUrls : own.flatMap(({ address }) => address?.url ?? []);
    this.servers = [...new Set(urls)];
    this.#servers = this.servers.map(serverPattern);
  }

  find(method: string, url: URL): Target {
    const paths = this.#servers.flatMap((server) => {
      const rest = server.exec(url.origin + url.pathname)?.groups?.["path"];
      return rest === undefined ? [] : [rest === "" ? "/" : rest];
    });
    const [first] = paths;
    if (first === undefined) return { kind: "elsewhere" };
    for (const path of paths) {
      const match = this.#match(method, path);
      if (match) return { kind: "operation", match };
    }
    for (const path of paths) {
      const match = this.#match(method, withOtherSlash(path));
      if (match) return { kind: "slash", match, path };
    }
    for (const path of paths) {
      const others = this.#at(path).map(({ operation }) => operation);
      if (others.length > 0) return { kind: "method", others };
    }
    return { kind: "path", path: first };
  }

  #at(path: string): readonly Route[] {
    return this.#routes.filter(({ pattern }) => pattern.test(path));
  }

  #match(method: string, path: string): Match | undefined {
    const isHead = method === "HEAD";
    const fitting = this.#at(path);
    const [route] = [method, ...(isHead ? ["GET"] : [])].flatMap((each) =>
      fitting.filter(({ operation }) => operation.name.method === each),
    );
    if (!route) return undefined;
    const values = route.pattern.exec(path)?.slice(1) ?? [];
    const pathValues = new Map(
      route.names.map((name, index) => [name, decodedPart(values[index] ?? "")]),
    );
    return { operation: route.operation, pathValues };
  }
}

function routeOf(operation: Operation): Route {
  const { path } = operation.name;
  // The text between parameters, and at odd positions their names.
  const parts = partsOfPath(path);
  const names = parts.filter((_, index) => index % 2 === 1);
  const pattern = parts.map((part, index) => (index % 2 === 1 ? "([^/]+)" : literal(part)));
  return { operation, names, pattern: new RegExp(`^${pattern.join("")}$`) };
}

/** A text as it may be in a URL: encoded or not. */
function literal(text: string): string {
  return [...text]
    .map((character) => {
      const encoded = encodedPart(character);
      return encoded === character ? quoted(character) : `(?:${quoted(character)}|${encoded})`;
    })
    .join("");
}

/** A base URL, with variables; what follows is the path. */
function serverPattern(url: string): RegExp {
  const parts = url.replace(/(?<!\/)\/+$/, "").split(/\{[^{}]+\}/);
  return new RegExp(`^${parts.map(quoted).join("[^/]+")}(?<path>$|/.*)`, "i");
}

function quoted(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
