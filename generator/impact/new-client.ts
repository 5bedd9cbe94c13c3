import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, diagnose } from "../diagnostics/index.js";
import type { ComparedClient } from "../diff/index.js";
import type { Api } from "../model/index.js";
import type { ClientFiles } from "../uses/index.js";
import { readClientOnDisk } from "./client-on-disk.js";
import { makeClient, namesOf, readApi } from "./make-client.js";
import { type Overlay, swapClient } from "./proof/swap.js";

/** The new client in the place of the project's, and what the project's calls everything. */
export interface NewClient {
  readonly older: Api;
  readonly overlay: Overlay;
  readonly warnings: readonly Diagnostic[];
}

/** Makes the client of the revision, as `generate` would in the place of the one on the disk. */
export async function makeNewClient(
  client: ClientFiles,
  { config, base, revision, verdict }: ComparedClient,
): Promise<NewClient> {
  const [root = client.home] = client.roots;
  const onDisk = await readClientOnDisk(root);
  const manner = { ...onDisk, config, name: client.name };
  const older = readApi(base, { ...manner, isReleased: true });
  const before = onDisk.before ?? namesOf(older);
  let hash = "";
  const overlay = await swapClient(client, async (language) => {
    const isOther = config !== undefined && config.language !== language;
    const { api, files } = await makeClient(revision, {
      ...{ ...manner, before, language },
      ...(isOther && { config: { ...config, language, importExtension: "js" as const } }),
    });
    hash = api.hash;
    return files;
  });
  const made = hashIn(root);
  const isRevision = made === hash;
  const { name } = isRevision ? verdict.revision : verdict.base;
  const isStale = made !== undefined && made !== older.hash;
  const { from } = client;
  return {
    ...{ older, overlay },
    warnings: isStale ? [diagnose("impact-client-stale", { from, version: name, isRevision })] : [],
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
