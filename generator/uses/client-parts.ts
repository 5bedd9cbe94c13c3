import { relative } from "node:path";
import { readRuntimeFile } from "../disk/index.js";
import { bundledParts, isBundle } from "./bundled-client.js";
import type { ClientFiles } from "./client-files.js";
import { ts } from "./compiler.js";

/**
 * The module of a client that a declaration is of, as it is called there without its ending:
 * `types`, `client`, `groups`, `webhooks`. A module of the runtime has its path: `runtime/results`.
 */
export type ClientPart = string;

/** Says of which module of a client a declaration is: by its file, and in a bundle by what it is. */
export class ClientParts {
  readonly #client: ClientFiles;
  readonly #byPath = new Map<string, ClientPart>();
  readonly #bundles = new Map<ts.SourceFile, ReadonlyMap<ts.Node, ClientPart>>();

  constructor(client: ClientFiles) {
    this.#client = client;
  }

  of(node: ts.Node): ClientPart {
    const file = node.getSourceFile();
    if (isBundle(file)) return this.#ofBundled(node, file);
    const known = this.#byPath.get(file.fileName);
    if (known !== undefined) return known;
    const part = this.#ofPath(file.fileName);
    this.#byPath.set(file.fileName, part);
    return part;
  }

  #ofPath(path: string): ClientPart {
    const root = this.#client.roots.find((each) => path.startsWith(`${each}/`));
    const inner = root === undefined ? path : relative(root, path).replaceAll("\\", "/");
    const module = inner.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
    return /^(?:groups|schemas)\//.exec(module)?.[0].slice(0, -1) ?? module;
  }

  #ofBundled(node: ts.Node, file: ts.SourceFile): ClientPart {
    let parts = this.#bundles.get(file);
    if (!parts) {
      parts = bundledParts(file, runtimeNames());
      this.#bundles.set(file, parts);
    }
    for (let at = node; !ts.isSourceFile(at); at = at.parent) {
      const part = parts.get(at);
      if (part !== undefined) return part;
    }
    return "index";
  }
}

let names: ReadonlySet<string> | undefined;

/** What every client exports of its runtime. */
function runtimeNames(): ReadonlySet<string> {
  if (names) return names;
  const path = "index.ts";
  const file = ts.createSourceFile(path, readRuntimeFile(path), ts.ScriptTarget.Latest);
  names = new Set(
    file.statements.flatMap((statement) =>
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : [],
    ),
  );
  return names;
}
