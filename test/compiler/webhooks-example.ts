import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const page = readFileSync(
  fileURLToPath(new URL("../../docs/webhooks.md", import.meta.url)),
  "utf8",
);

/** The TypeScript of docs/webhooks.md, by the file that its first line names. */
export const examples = new Map(
  [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""], index): [string, string] => [
    /^\/\/ (\S+\.ts)$/m.exec(code)?.[1] ?? `webhooks-${index + 1}.ts`,
    code,
  ]),
);
