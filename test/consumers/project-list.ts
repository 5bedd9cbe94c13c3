import type { ImportExtension } from "../../generator/config-fields.js";
import { allTypescripts, type managers, packages } from "./versions.js";

/**
 * A project as others have it. `projects.test.ts` makes it from npm packages, installs both tarballs,
 * generates a client into it, runs its scripts `build` and `start`, and compares the last line that
 * `start` prints with what the calls of `projects/shared/calls.ts` must come to.
 */
export interface Project {
  /** As the table in docs/projects.md has it, and as `-t` and TETHER_SKIP find it. */
  readonly name: string;
  /** Its files: a folder in `projects/`. */
  readonly folder: string;
  /** What it needs of `versions.ts`, besides the compiler. */
  readonly packages: readonly (keyof typeof packages)[];
  readonly manager?: Manager;
  /** What `init` must choose, from the project's tsconfig. */
  readonly importExtension: ImportExtension;
  /** What its user has to set, for the table. */
  readonly set?: string;
  /** What has run when it has passed, for the table. */
  readonly shows: string;
  readonly typescript?: string;
  /** Over those of its tsconfig. */
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  /** Over those of its package.json. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** The name of its own folder on the disk. */
  readonly path?: string;
}

export type Manager = "npm" | "npm ci" | keyof typeof managers;

const node = {
  folder: "node",
  packages: ["@types/node"],
  importExtension: "js",
  shows: "compiled by `tsc`, runs in Node",
} as const satisfies Partial<Project>;

/** Next.js's own choice of bundler, or the older one. */
const next = {
  folder: "next",
  packages: ["next", "react", "react-dom", "@types/node", "@types/react"],
  importExtension: "none",
  shows:
    "`next build`; `next start` answers from a page, a route, a route of the edge runtime; a component of the browser is bundled",
} as const satisfies Partial<Project>;

const applications: readonly Project[] = [
  { name: "Next.js, Turbopack", ...next },
  { name: "Next.js, webpack", ...next, scripts: { build: "next build --webpack" } },
  {
    name: "Vite",
    folder: "vite",
    packages: ["vite"],
    importExtension: "ts",
    shows: "`tsc` and `vite build` for browsers; Node runs what a browser would load",
  },
  {
    name: "webpack with esbuild-loader",
    folder: "webpack",
    packages: ["webpack", "webpack-cli", "esbuild-loader", "@types/node"],
    importExtension: "none",
    shows: "`tsc` and `webpack`; Node runs the bundle",
  },
  {
    name: "esbuild",
    folder: "esbuild",
    packages: ["esbuild", "@types/node"],
    importExtension: "none",
    shows: "`tsc` and `esbuild`, minified; Node runs the bundle",
  },
  {
    name: "Rollup",
    folder: "rollup",
    packages: [
      "rollup",
      "@rollup/plugin-node-resolve",
      "@rollup/plugin-typescript",
      "tslib",
      "@types/node",
    ],
    importExtension: "none",
    shows: "`tsc` and `rollup` without a warning; Node runs the bundle",
  },
  {
    name: "Jest with ts-jest",
    folder: "jest",
    packages: ["jest", "ts-jest", "@types/jest", "@types/node"],
    importExtension: "none",
    shows: "a test of Jest makes the calls",
  },
  {
    name: "Vitest",
    folder: "vitest",
    packages: ["vitest", "@types/node"],
    importExtension: "none",
    shows: "a test of Vitest makes the calls",
  },
  {
    name: "NestJS, CommonJS",
    folder: "nest",
    packages: [
      "@nestjs/cli",
      "@nestjs/common",
      "@nestjs/core",
      "@nestjs/platform-express",
      "@nestjs/schematics",
      "reflect-metadata",
      "rxjs",
      "@types/node",
    ],
    importExtension: "js",
    shows: "`nest build`; a controller answers by an injected client",
  },
  {
    name: "Express",
    folder: "express",
    packages: ["express", "@types/express", "@types/node"],
    importExtension: "js",
    shows: "compiled by `tsc`; a handler answers",
  },
  {
    name: "A worker, workerd",
    folder: "worker",
    packages: ["workerd", "esbuild", "@cloudflare/workers-types"],
    importExtension: "none",
    shows: "`tsc` and `esbuild`; workerd runs the bundle",
  },
  {
    name: "Metro",
    folder: "metro",
    packages: [
      "metro",
      "@babel/core",
      "@babel/runtime",
      "@react-native/babel-preset",
      "@types/node",
    ],
    importExtension: "none",
    shows: "`tsc` and `metro build` with React Native's preset; Node runs the bundle",
  },
];

/** What the compiler may be told, each by itself. */
const settings: readonly Project[] = [
  { name: "`strict: false`", ...node, compilerOptions: { strict: false } },
  { name: "target ES2017", ...node, compilerOptions: { target: "ES2017" } },
  {
    name: "target ES2017, `strict: false`",
    ...node,
    compilerOptions: { target: "ES2017", strict: false },
  },
  { name: "`verbatimModuleSyntax`", ...node, compilerOptions: { verbatimModuleSyntax: true } },
  { name: "`erasableSyntaxOnly`", ...node, compilerOptions: { erasableSyntaxOnly: true } },
  {
    name: "`isolatedDeclarations`",
    ...node,
    compilerOptions: { isolatedDeclarations: true, declaration: true },
  },
];

const compilers: readonly Project[] = allTypescripts.map((typescript) => ({
  name: `TypeScript ${typescript}`,
  ...node,
  typescript,
  compilerOptions: {
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    declaration: true,
  },
}));

const installed = "installs both packages, runs the tool, compiles, runs in Node";
const houses: readonly Project[] = [
  { name: "npm ci --ignore-scripts", ...node, manager: "npm ci", shows: installed },
  { name: "pnpm, nothing hoisted", ...node, manager: "pnpm", shows: installed },
  { name: "Yarn Plug'n'Play", ...node, manager: "yarn", shows: installed },
  {
    name: "A path with blanks and umlauts, tsc",
    ...node,
    path: "Büro für Öl & Gas (neu)",
  },
  {
    name: "A path with blanks and umlauts, Vite",
    folder: "vite",
    packages: ["vite"],
    importExtension: "ts",
    shows: "`tsc` and `vite build`",
    path: "Büro für Öl & Gas (neu)",
  },
];

/** All of them, as docs/projects.md groups them. */
export const groups: Readonly<Record<string, readonly Project[]>> = {
  "Frameworks, bundlers and test runners": applications,
  "Settings of the compiler": settings,
  "Versions of the compiler": compilers,
  "Package managers and paths": houses,
};

export const projects: readonly Project[] = Object.values(groups).flat();

/** A project's packages with their versions. */
export function packagesOf(project: Project): Readonly<Record<string, string>> {
  const versions: Readonly<Record<string, string>> = {
    ...packages,
    typescript: project.typescript ?? packages.typescript,
  };
  const names = [...project.packages, "typescript"].sort();
  return Object.fromEntries(names.map((name) => [name, versions[name] ?? ""]));
}
