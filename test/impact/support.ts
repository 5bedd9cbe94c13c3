import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImpactOptions, type ImpactReport, impactOf } from "../../generator/impact/index.js";
import { type Files, repository, writeFiles } from "../support/generator.js";
import { projectOf, shopClient } from "../uses/support.js";

/** The shop's document. */
export const api = readFileSync(join(repository, "test/uses/api/openapi.yaml"), "utf8");

/** A change of the shop's document: what stands there, and what instead; each stands there once. */
export type Change = readonly [from: string, to: string];

export function changed(changes: readonly Change[]): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`not there once: ${from}`);
    return text.replace(from, to);
  }, api);
}

/** A project beside the shop's client, with both versions of its document and its config. */
export async function callerOf(files: Files, changes: readonly Change[]): Promise<string> {
  const folder = await projectOf(files);
  const client = await shopClient();
  writeFiles(folder, {
    "base.yaml": api,
    "revision.yaml": changed(changes),
    "tether.config.yaml": `spec: revision.yaml\noutput: ${JSON.stringify(client)}\nclient: { name: Shop }\noutputs: { paths: true, enums: { inner: true }, fetch: true }\n`,
  });
  return folder;
}

export const versionsIn = (folder: string) => ({
  base: join(folder, "base.yaml"),
  revision: join(folder, "revision.yaml"),
  config: join(folder, "tether.config.yaml"),
});

export async function impactIn(
  folder: string,
  options: Partial<ImpactOptions> = {},
): Promise<ImpactReport> {
  const [result] = await resultsIn(folder, options);
  if (!result) throw new Error("a project has a report");
  return result.report;
}

export function resultsIn(folder: string, options: Partial<ImpactOptions> = {}) {
  return impactOf({
    ...versionsIn(folder),
    projects: [join(folder, "tsconfig.json")],
    ...options,
  });
}

/** What a report says, as a person writes it down: a line for each finding, and below it its places. */
export function written({ findings, unexplained }: ImpactReport): string[] {
  return [
    ...findings.flatMap(({ impact, finding, sites }) => [
      `${impact} ${finding.kind}`,
      ...sites
        .filter(({ proof }) => impact !== "breaks" || proof)
        .map(({ file, line, proof }) => `  ${file}:${line}${proof ? ` ${proof.code}` : ""}`),
    ]),
    ...unexplained.map(({ file, line, code }) => `unexplained ${file}:${line} ${code}`),
  ];
}
