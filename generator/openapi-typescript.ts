import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Sections of `components` that openapi-typescript makes types of. */
export const sections = [
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "pathItems",
] as const;
export type Section = (typeof sections)[number];

/** The parts of openapi-typescript that are used, over the nodes that it makes. */
export interface Transforms<Node> {
  readonly transforms: Readonly<Record<Section, (value: unknown, options: object) => Node>>;
  /** Gives a node the comment that an object of the spec asks for. */
  readonly addComment: (value: unknown, node: Node) => void;
  /** A name as the node of a property's name. */
  readonly toName: (name: string) => Node;
}

let loaded: unknown;

/**
 * Loads openapi-typescript with stand-ins for what it imports: the compiler, of which it uses no
 * more than a factory of nodes, and the part of Redocly that it reads references with. The modules
 * are loaded for this alone; whoever else in the process wants openapi-typescript gets its own.
 */
export function loadTransforms<Node>(standIns: {
  readonly compiler: unknown;
  readonly references: unknown;
}): Transforms<Node> {
  loaded ??= load(standIns.compiler, standIns.references);
  return loaded as Transforms<Node>;
}

function load(compiler: unknown, references: unknown): Transforms<unknown> {
  const { cache, resolve } = createRequire(import.meta.url);
  const home = dirname(resolve("openapi-typescript"));
  const require = createRequire(join(home, "index.cjs"));
  const standIns = new Map<string, unknown>([
    [require.resolve("typescript"), compiler],
    [require.resolve("@redocly/openapi-core/lib/ref-utils.js"), references],
  ]);
  const isSwapped = (path: string) => standIns.has(path) || path.startsWith(home);

  const others = Object.entries(cache).filter(([path]) => isSwapped(path));
  const forget = () => {
    for (const path of Object.keys(cache).filter(isSwapped)) delete cache[path];
  };
  forget();
  for (const [id, exports] of standIns) cache[id] = { id, exports, loaded: true } as NodeJS.Module;
  try {
    const transform = (name: string) => require(`./transform/${name}-object.cjs`);
    const { addJSDocComment, tsPropertyIndex } = require("./lib/ts.cjs");
    return {
      transforms: {
        schemas: transform("schema").default,
        responses: transform("response"),
        parameters: transform("parameter"),
        requestBodies: transform("request-body"),
        headers: transform("header"),
        pathItems: transform("path-item"),
      },
      addComment: addJSDocComment,
      toName: tsPropertyIndex,
    };
  } finally {
    forget();
    Object.assign(cache, Object.fromEntries(others));
  }
}
