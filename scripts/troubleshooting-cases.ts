/** What goes wrong in the first hour, as data: how it comes about, and what the message does not say. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Case {
  /** What the reader sees, or wants. */
  readonly title: string;
  /** Files of the project, by their paths. */
  readonly given?: Readonly<Record<string, string>>;
  /** Command lines of the tool, and what happens between them; the last command line is shown. */
  readonly steps: readonly (readonly string[] | ((folder: string) => void))[];
  /** Shows what the compiler says of a file instead. */
  readonly compile?: {
    readonly file: string;
    readonly options: Readonly<Record<string, unknown>>;
  };
  /** Shows what the drift action says instead. */
  readonly action?: true;
  /** What to do, as far as neither the message nor the cause of its code says so. */
  readonly advice?: string;
}

export interface Section {
  readonly title: string;
  readonly about?: string;
  readonly cases: readonly Case[];
}

const spec = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /orders:
    get: { tags: [orders], operationId: listOrders, responses: { "200": { description: All. } } }
`;
const config = "spec: openapi.yaml\noutput: client\n";
const project = { "openapi.yaml": spec, "tether.config.yaml": config };

const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
    cwd: folder,
    env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" },
    stdio: ["ignore", "pipe", "pipe"],
  });
const commit = (folder: string) => {
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message=x");
};
const change = (file: string, to: (text: string) => string) => (folder: string) =>
  writeFileSync(join(folder, file), to(readFileSync(join(folder, file), "utf8")));

/** A program that calls the client, for the compiler. */
const program = `import { createShop } from "./client/index.js";
const result = await createShop({}).orders.listOrders().result();
if (result.ok) console.log(result.data);
else console.log(result.error.message);
`;
const generated = (importExtension: string) =>
  ["generate", "--spec", "openapi.yaml", "--out", "client"].concat(
    importExtension === "js" ? [] : ["--import-extension", importExtension],
  );

export const sections: readonly Section[] = [
  {
    title: "Exit codes",
    about: `| Code | Means | In a script |
|--:|---|---|
| 0 | done; nothing to report | |
| 1 | there is something to do: \`check\` found a stale client, \`diff\` a breaking change, \`monitor\` something new | fail, or tell somebody |
| 2 | it could not run, or could not tell; nothing was written | fail: this is never "all is well" |

Other codes are those of npm, of the shell (127: no such command) or of a signal (above 128).`,
    cases: [],
  },
  {
    title: "Installing and starting",
    about: `The tool needs Node 20.19 or newer (\`node --version\`), and no build of its own. npm, pnpm and Yarn
install it alike: \`npm install --save-dev spec-tether\`, then \`npx spec-tether\`, \`pnpm exec
spec-tether\` or \`yarn spec-tether\`. In CI, \`npx --no-install spec-tether\` fails where the project
has not installed it, and does not fetch another version.`,
    cases: [
      { title: "There is no command of that name", steps: [["generat"]] },
      { title: "A flag is not known", given: project, steps: [["generate", "--ouput", "src/api"]] },
      {
        title: "The drift action does not find the tool",
        given: project,
        steps: [],
        action: true,
        advice:
          "The action starts the tool that is installed beside the config file, or above it. In a monorepo, set `config` to its path from the root. [in-ci.md](in-ci.md#github) has a whole workflow.",
      },
    ],
  },
  {
    title: "The config file",
    cases: [
      {
        title: "init finds no document",
        steps: [["init", "--yes"]],
      },
      {
        title: "init does not touch a config file that is there",
        given: project,
        steps: [["init", "--yes"]],
        advice: "To start again, pass `--force`. To change one setting, edit the file.",
      },
      {
        title: "A key of the config file is not known",
        given: { ...project, "tether.config.yaml": `${config}clients_name: Shop\n` },
        steps: [["generate"]],
        advice:
          "With the first line of the file that `init` writes, an editor shows the known keys while you type.",
      },
    ],
  },
  {
    title: "The document cannot be read",
    cases: [
      { title: "There is no file", given: { "tether.config.yaml": config }, steps: [["generate"]] },
      {
        title: "YAML or JSON is broken",
        given: { ...project, "openapi.yaml": `${spec}  - x\n` },
        steps: [["generate"]],
      },
      {
        title: "It is no OpenAPI document",
        given: { ...project, "openapi.yaml": "<!doctype html><title>Sign in</title>\n" },
        steps: [["generate"]],
        advice:
          "A web page in place of the document is usually a login page, or a page of documentation around it: look for the link to its JSON or YAML.",
      },
      {
        title: "The server does not answer",
        steps: [["generate", "--spec", "http://127.0.0.1:1/openapi.json", "--out", "client"]],
        advice: `In a browser that works, but here it does not:

- **Behind a proxy**, fetch the document with a program that knows \`HTTPS_PROXY\`
  (\`curl -o openapi.json URL\`), and set \`spec\` to the file.
- **With a certificate authority of your company**, set \`NODE_EXTRA_CA_CERTS=/path/to/ca.pem\`. Do
  not turn verification off.
- **If the document needs a login**, set \`headers\` in the config, with \`\${NAME}\` for the secret.
- **Without a network**, as in some CI, commit the document and set \`spec\` to the file. \`monitor\` then
  tells you when the API is ahead of it.`,
      },
      {
        title: "A reference leads nowhere",
        given: {
          ...project,
          "openapi.yaml": `${spec}components:\n  schemas: { Order: { $ref: "schemas/order.yaml" } }\n`,
        },
        steps: [["generate"]],
      },
      {
        title: "A reference leads to another server",
        given: {
          ...project,
          "openapi.yaml": `${spec}components:\n  schemas: { Order: { $ref: "https://schemas.example.com/order.yaml" } }\n`,
        },
        steps: [["generate"]],
      },
    ],
  },
  {
    title: "Names",
    cases: [
      {
        title: "Two operations have one name",
        given: {
          ...project,
          "openapi.yaml": `${spec}  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: listOrders, responses: { "200": { description: One. } } }
`,
        },
        steps: [["generate"]],
      },
      {
        title: "The spec has another name for something than names.lock.json",
        given: project,
        steps: [
          ["generate", "--quiet"],
          change("openapi.yaml", (text) => text.replace("listOrders", "findOrders")),
          ["generate"],
        ],
        advice:
          "Names that were given once stay, so that callers still compile. `generate --rename` takes the new one.",
      },
      {
        title: "names.lock.json has a merge conflict",
        given: project,
        steps: [
          ["generate", "--quiet"],
          change("client/names.lock.json", (text) =>
            text.replace("\n", "\n<<<<<<< HEAD\n=======\n>>>>>>> other\n"),
          ),
          ["generate"],
        ],
        advice:
          "Generated files are not merged by hand: take one side (`git checkout --ours client`), run `npx spec-tether generate`, and add the result. Names that only the other side had are given again, from the same spec, so they are usually the same; the compiler tells you if one is not.",
      },
    ],
  },
  {
    title: "The output folder",
    cases: [
      {
        title: "generate does not overwrite a file of yours",
        given: { ...project, "client/client.ts": "export {};\n" },
        steps: [["generate"]],
      },
      {
        title: "check says that the client is stale",
        given: project,
        steps: [
          ["generate", "--quiet"],
          change("openapi.yaml", (text) => text.replace("All.", "All of them.")),
          ["check"],
        ],
        advice:
          "In CI that means that the spec was changed, or a generated file, without `generate`: run it and commit what it writes. If nobody changed either, the tool's version differs: install from the lockfile (`npm ci`), and commit the client that this version makes. Line endings make no difference.",
      },
    ],
  },
  {
    title: "Your compiler or bundler refuses the client",
    about: `The client's files import each other in one of three ways, and your settings have to know that way:
\`client.importExtension\` is \`js\`, \`ts\` or \`none\` ([which one](../generator/README.md#configuration)).
\`init\` chooses by the nearest \`tsconfig.json\`. After a change, run \`generate\`.

Webpack and Next.js say \`Module not found: Can't resolve './client.js'\`, and Jest says
\`Cannot find module './client.js'\`, because they look for that very file: set it to \`none\`.`,
    cases: [
      {
        title: "Relative imports need an extension",
        given: { ...project, "package.json": '{ "type": "module" }' },
        steps: [generated("none")],
        compile: {
          file: "client/index.ts",
          options: { strict: true, module: "nodenext", target: "es2022", lib: ["es2022", "dom"] },
        },
        advice: "Set `client.importExtension` to `js`.",
      },
      {
        title: "An import may not end with .ts",
        given: project,
        steps: [generated("ts")],
        compile: {
          file: "client/index.ts",
          options: {
            ...{ strict: true, module: "esnext", moduleResolution: "bundler" },
            ...{ target: "es2022", lib: ["es2022", "dom"] },
            noEmit: false,
          },
        },
        advice:
          "Set `client.importExtension` to `none` with a bundler, to `js` with Node, or turn on `allowImportingTsExtensions`.",
      },
      {
        title: "The types of fetch are missing",
        given: { ...project, "package.json": '{ "type": "module" }' },
        steps: [generated("js")],
        compile: {
          file: "client/runtime/attempt.ts",
          options: { strict: true, module: "nodenext", target: "es2022", lib: ["es2022"] },
        },
        advice:
          'Add `"DOM"` to `lib`, or install `@types/node`. `target` has to be ES2017 or newer; `lib` needs nothing else.',
      },
      {
        title: "Without strict, failures are not told from successes",
        given: { ...project, "package.json": '{ "type": "module" }', "program.ts": program },
        steps: [generated("js")],
        compile: {
          file: "program.ts",
          options: { strict: false, module: "nodenext", target: "es2022", lib: ["es2022", "dom"] },
        },
        advice:
          "Without `strictNullChecks`, TypeScript narrows only by a comparison: write `if (result.ok === true)`, or turn on `strictNullChecks`.",
      },
      {
        title: "A CommonJS program imports the client as ES modules",
        given: {
          ...project,
          "client/package.json": '{ "type": "module" }',
          "program.ts": program.replace("await ", "void ").replace(/if[\s\S]*/, ""),
        },
        steps: [generated("js")],
        compile: {
          file: "program.ts",
          options: { strict: true, module: "node16", target: "es2022", lib: ["es2022", "dom"] },
        },
        advice:
          'The client is compiled as your `package.json` says: `"type": "module"` makes ES modules of it, anything else CommonJS. Keep program and client in one package, or in packages of one type.',
      },
    ],
  },
  {
    title: "Comparing in CI and before commits",
    about: "[in-ci.md](in-ci.md) shows jobs and hooks that avoid these.",
    cases: [
      {
        title: "The base is not in the checkout",
        given: project,
        steps: [commit, ["diff", "--since", "origin/main"]],
        advice:
          "A CI checkout usually has one commit. The drift action fetches what it needs; elsewhere, fetch it first: `git fetch --depth=1 origin main`.",
      },
      {
        title: "The base does not have the spec yet",
        given: { "README.md": "" },
        steps: [
          commit,
          (folder) => {
            for (const [path, text] of Object.entries(project)) {
              writeFileSync(join(folder, path), text);
            }
          },
          ["diff", "--since", "main"],
        ],
        advice: "If this change adds the spec, pass `--allow-new`: all operations are then new.",
      },
    ],
  },
];
