import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../test/consumers/package.js";
import { fetchPackages } from "../../test/support/registry.js";

/** A generator as it is run: one process, one spec, one output folder. */
export interface Subject {
  readonly name: string;
  /** What it writes. */
  readonly gives: "types" | "client";
  /** The newest version that runs on Node 20. */
  readonly packages: readonly [string, ...string[]] | undefined;
  /** Arguments of Node; `home` is the folder that has the packages. */
  command(home: string, spec: string, output: string): readonly string[];
}

export const subjects: readonly Subject[] = [
  {
    name: "spec-tether",
    gives: "client",
    packages: undefined,
    command: (home, spec, output) => [
      join(home, "generator/bin/tether.js"),
      ...["generate", "--spec", spec, "--out", output, "--quiet"],
    ],
  },
  {
    name: "openapi-typescript",
    gives: "types",
    packages: undefined,
    command: (home, spec, output) => [
      join(home, "node_modules/openapi-typescript/bin/cli.js"),
      ...[spec, "--output", join(output, "types.ts")],
    ],
  },
  {
    name: "hey-api",
    gives: "client",
    packages: ["@hey-api/openapi-ts@0.80.16", "typescript@5.9.3"],
    command: (home, spec, output) => [
      join(home, "node_modules/@hey-api/openapi-ts/bin/index.cjs"),
      ...["-i", spec, "-o", output, "-c", "@hey-api/client-fetch", "-s"],
    ],
  },
  {
    name: "orval",
    gives: "client",
    packages: ["orval@7.13.2"],
    command: (home, spec, output) => [
      join(home, "node_modules/orval/dist/bin/orval.js"),
      ...["--input", spec, "--output", join(output, "api.ts")],
    ],
  },
  {
    name: "swagger-typescript-api",
    gives: "client",
    packages: ["swagger-typescript-api@13.13.0"],
    command: (home, spec, output) => [
      join(home, "node_modules/swagger-typescript-api/dist/cli.mjs"),
      ...["generate", "-p", spec, "-o", output, "-n", "api.ts", "--silent"],
    ],
  },
  {
    name: "typed-openapi",
    gives: "client",
    packages: ["typed-openapi@2.2.7"],
    command: (home, spec, output) => [
      join(home, "node_modules/typed-openapi/bin.js"),
      ...[spec, "-o", join(output, "client.ts")],
    ],
  },
  {
    name: "oazapfts",
    gives: "client",
    packages: ["oazapfts@7.5.0"],
    command: (home, spec, output) => [
      join(home, "node_modules/oazapfts/dist/cli.js"),
      ...[spec, join(output, "api.ts")],
    ],
  },
  {
    name: "kubb",
    gives: "client",
    packages: [
      "@kubb/cli@4.37.8",
      "@kubb/core@4.37.8",
      "@kubb/plugin-oas@4.37.8",
      "@kubb/plugin-ts@4.37.8",
      "@kubb/plugin-client@4.37.8",
    ],
    command: (home, spec, output) => {
      const config = join(output, "kubb.config.mjs");
      writeFileSync(config, kubbConfig(home, spec, output));
      return [
        join(home, "node_modules/@kubb/cli/bin/kubb.cjs"),
        ...["generate", "--config", config, "--logLevel", "silent"],
      ];
    },
  },
];

/** The folder that holds what the subject runs. */
export async function install({ packages }: Subject): Promise<string> {
  return packages ? fetchPackages(...packages) : root;
}

function kubbConfig(home: string, spec: string, output: string): string {
  const from = (name: string) =>
    JSON.stringify(join(home, `node_modules/@kubb/${name}/dist/index.js`));
  return `import { defineConfig } from ${from("core")};
import { pluginOas } from ${from("plugin-oas")};
import { pluginTs } from ${from("plugin-ts")};
import { pluginClient } from ${from("plugin-client")};
export default defineConfig({
  root: ${JSON.stringify(output)},
  input: { path: ${JSON.stringify(spec)} },
  output: { path: "api", format: false, lint: false },
  plugins: [pluginOas({ generators: [], validate: false }), pluginTs(), pluginClient()],
});
`;
}
