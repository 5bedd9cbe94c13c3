/** docs/options.md: the options of a client and of a call, from the comments of their types. */
import { fileURLToPath } from "node:url";
import { type InterfaceDeclaration, type JSDocableNode, Project } from "ts-morph";
import { toTable } from "./markdown-table.js";

const root = new URL("../", import.meta.url);

export function describeOptions(): string {
  const project = new Project();
  const file = (path: string) => project.addSourceFileAtPath(fileURLToPath(new URL(path, root)));
  const options = file("generator/runtime/options.ts");
  const of = (name: string) => options.getInterfaceOrThrow(name);
  const own = file("generated/client.ts").getInterfaceOrThrow("CofactrOptions");
  const both = [...rowsOf(of("LimitOptions")), ...rowsOf(of("SendOptions"))];
  return `# Options of a client

<!-- npm run docs -->

The first argument of \`create<Name>\` and \`create<Name>Client\`. Besides these, each security scheme of
the spec is an option with its credential, and \`x-client: { option }\` of a parameter makes one. What
an editor shows for an option is the same text.

${tableOf(rowsOf(of("ClientOptions")))}
## For a client and for a call

These are options of a client, and of one call over those: \`client.things.list({}, { timeoutMs: 500 })\`.

${tableOf(both)}
## For one call

${tableOf(rowsOf(of("CallOptions")))}
## Options of fetch

What \`fetchOptions\` may have:

${tableOf(rowsOf(of("FetchOptions")))}
## Hooks

${tableOf(rowsOf(file("generator/runtime/hooks.ts").getInterfaceOrThrow("Hooks")))}
[observability.md](observability.md) shows what to do with them.

## This repository's client

What \`createCofactr\` has besides these, or says more exactly:

${tableOf(rowsOf(own))}`;
}

/** A member without a comment is explained by its type. */
function rowsOf(declaration: InterfaceDeclaration): string[][] {
  const about = (member: JSDocableNode) =>
    member
      .getJsDocs()
      .map((comment) => comment.getCommentText() ?? "")
      .join(" ")
      .replaceAll(/\s+/g, " ");
  return [
    ...declaration
      .getProperties()
      .map((property) => [
        code(property.getName()),
        code(property.getTypeNodeOrThrow().getText()),
        about(property),
      ]),
    ...declaration
      .getMethods()
      .map((method) => [
        code(method.getName()),
        code(
          `(${method.getParameters().map((each) => each.getText())}) => ${method.getReturnTypeNodeOrThrow().getText()}`,
        ),
        about(method),
      ]),
  ];
}

const code = (text: string) => `\`${text.replaceAll(/\s+/g, " ").replace(/^\| /, "")}\``;

function tableOf(rows: readonly (readonly string[])[]): string {
  return toTable(["Option", "Type", "Meaning"], rows);
}
