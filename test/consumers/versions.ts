/** What the clients are tried with beyond the running Node and this repository's TypeScript. */

/** The first and the last that are supported, and what most have. */
export const typescripts = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];
/** The last of every minor version that is supported; small programs are compiled by all of them. */
export const allTypescripts = [...typescripts, "5.5.4", "5.6.3", "5.7.3", "5.8.3"].sort();

export const nodes = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"];

/** Other runtimes, by the package of the binary itself; the main packages need a postinstall script. */
export const runtimes = {
  bun: { name: "@oven/bun-linux-x64", version: "1.4.5", binary: "bin/bun" },
  deno: { name: "@deno/linux-x64-glibc", version: "2.9.6", binary: "deno" },
};

/** Debian's packages; the registry has no browser. */
export const chromium = "/usr/bin/chromium";
export const firefox = "/usr/bin/firefox-esr";

/** Generators that docs/coming-from/ compares with, with what their output needs. */
export const migrationTools = {
  "hey-api": {
    name: "@hey-api/openapi-ts",
    packages: ["@hey-api/openapi-ts@0.99.0", "typescript@5.9.3"],
  },
  orval: { name: "orval", packages: ["orval@8.38.0"] },
} as const;

/** What the projects of `project-list.ts` are made of: all of it runs with Node 20.20. */
export const packages = {
  "@babel/core": "7.29.13",
  "@babel/runtime": "7.29.15",
  "@cloudflare/workers-types": "5.20261117.1",
  "@nestjs/cli": "11.0.13",
  "@nestjs/common": "11.2.10",
  "@nestjs/core": "11.2.10",
  "@nestjs/platform-express": "11.2.10",
  "@nestjs/schematics": "11.1.0",
  "@react-native/babel-preset": "0.83.9",
  "@rollup/plugin-node-resolve": "16.0.3",
  "@rollup/plugin-typescript": "12.3.1",
  "@types/express": "5.0.6",
  "@types/jest": "30.0.0",
  "@types/node": "20.19.43",
  "@types/react": "19.3.3",
  esbuild: "0.28.2",
  "esbuild-loader": "4.5.0",
  express: "5.3.0",
  jest: "30.5.2",
  metro: "0.83.8",
  next: "16.4.6",
  react: "19.3.1",
  "react-dom": "19.3.1",
  "reflect-metadata": "0.2.2",
  rollup: "4.68.8",
  rxjs: "7.8.2",
  "ts-jest": "29.4.15",
  tslib: "2.9.1",
  typescript: "5.9.3",
  vite: "8.4.0",
  vitest: "4.1.12",
  webpack: "5.113.0",
  "webpack-cli": "6.0.1",
  workerd: "1.20261117.1",
} as const;

/** The package managers that install them, beside the npm of the running Node. */
export const managers = {
  pnpm: { name: "pnpm", version: "10.34.8", binary: "bin/pnpm.cjs" },
  yarn: { name: "@yarnpkg/cli-dist", version: "4.18.1", binary: "bin/yarn.js" },
} as const;
