import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import type { ComparedClient } from "../diff/index.js";
import type { Api } from "../model/index.js";
import type { ClientFiles } from "../uses/index.js";
import { readClientOnDisk } from "./client-on-disk.js";
import { namesOf, readApi, writeClient } from "./make-client.js";
import { type Overlay, swapClient } from "./proof/swap.js";

/** The new client in the place of the project's, and what the project's calls everything. */
export interface NewClient {
  readonly older: Api;
  /** What the new client calls everything. */
  readonly newer: Api;
  readonly overlay: Overlay;
  /**
   * The older version's client, made in the same way: where the one on the disk may have been made in
   * another, what both reject is no change of the API. Undefined if the disk has just that.
   */
  readonly madeBefore: (() => Promise<Overlay>) | undefined;
  readonly warnings: readonly Diagnostic[];
}

/** Makes the client of the revision, as `generate` would in the place of the one on the disk. */
export async function makeNewClient(
  client: ClientFiles,
  { config, base, revision, verdict }: ComparedClient,
): Promise<NewClient> {
  const [root = client.home] = client.roots;
  const onDisk = await readClientOnDisk(root);
  // The folder of types alone is no name of theirs: without one they have that of the API.
  const name = onDisk.before?.get("client name") ?? client.facade;
  const manner = { ...onDisk, config, name };
  const older = readApi(base, { ...manner, isReleased: true });
  const newer = readApi(revision, { ...manner, before: onDisk.before ?? namesOf(older) });
  const swapIn = (api: Api) =>
    swapClient(client, (language) => {
      const isOther = config !== undefined && config.language !== language;
      return writeClient(api, {
        ...{ ...manner, language },
        ...(isOther && { config: { ...config, language, importExtension: "js" as const } }),
      });
    });
  const overlay = await swapIn(newer);
  const made = hashIn(root);
  const isRevision = made === revision.hash;
  const version = (isRevision ? verdict.revision : verdict.base).name;
  const isStale = made !== undefined && made !== base.hash;
  const { from } = client;
  return {
    ...{ older, newer, overlay },
    madeBefore: config && !isStale ? undefined : () => swapIn(older),
    warnings: isStale ? [diagnose("impact-client-stale", { from, version, isRevision })] : [],
  };
}

/** The hash of the spec that a client on the disk was made from; undefined if it does not say. */
function hashIn(root: string): string | undefined {
  const path = ["index.ts", "index.d.ts"].map((name) => join(root, name)).find(existsSync);
  if (path === undefined) return undefined;
  return /^\/\/ Spec: .*, sha256 ([0-9a-f]{64})$/m.exec(
    readFileSync(path, "utf8").slice(0, 4000),
  )?.[1];
}
