import { printModule, StructureKind } from "../../typescript/index.js";

/** `node.ts`: what lets servers of Node receive webhooks. Its names are the same in every client. */
export function emitNode(): string {
  return printModule([
    {
      kind: StructureKind.ExportDeclaration,
      namedExports: [
        { name: "FetchHandler", isTypeOnly: true },
        { name: "NodeListenerOptions", isTypeOnly: true },
        { name: "toExpressHandler" },
        { name: "toNodeListener" },
      ],
      moduleSpecifier: "./runtime/node-http.js",
    },
  ]);
}
