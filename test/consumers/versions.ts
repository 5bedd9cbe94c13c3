/** What the client is tried with beyond the running Node and this repository's TypeScript. */

export const typescripts = ["5.4.5", "5.9.3", "6.0.3", "7.0.2"];

export const nodes = ["20.20.2", "22.23.3", "24.21.0", "26.10.0"];

/** Other runtimes, by the package of the binary itself; the main packages need a postinstall script. */
export const runtimes = {
  bun: { name: "@oven/bun-linux-x64", version: "1.4.5", binary: "bin/bun" },
  deno: { name: "@deno/linux-x64-glibc", version: "2.9.6", binary: "deno" },
  workerd: { name: "@cloudflare/workerd-linux-64", version: "1.20261117.1", binary: "bin/workerd" },
};

/** Debian's packages; the registry has no browser. */
export const chromium = "/usr/bin/chromium";
export const firefox = "/usr/bin/firefox-esr";

/** Frameworks that a client is generated into, with what their own installers add. */
export const nextPackages = [
  "next@16.4.6",
  "react@19.3.1",
  "react-dom@19.3.1",
  "typescript@5.9.3",
  "@types/node@20.19.43",
  "@types/react@19.3.3",
] as const;
export const jestPackages = ["jest@30.5.2", "ts-jest@29.4.15", "typescript@5.9.3"] as const;

/** Generators that docs/coming-from/ compares with, with what their output needs. */
export const migrationTools = {
  "hey-api": {
    name: "@hey-api/openapi-ts",
    packages: ["@hey-api/openapi-ts@0.99.0", "typescript@5.9.3"],
  },
  orval: { name: "orval", packages: ["orval@8.38.0"] },
} as const;
