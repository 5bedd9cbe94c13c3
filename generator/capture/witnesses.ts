import { resolve } from "node:path";
import { isRemote } from "../load/index.js";
import { readSnapshots, type Snapshot, snapshotFolderOf } from "./merge/page-snapshot.js";
import {
  nothingObserved,
  type ObservationStore,
  readStore,
  storeFileOf,
} from "./observed/observation-store.js";

/** What captures and recordings have left beside a spec; nothing if that is on a server. */
export function readWitnesses(spec: string): {
  readonly store: ObservationStore;
  readonly snapshots: readonly Snapshot[];
} {
  if (isRemote(spec)) return { store: nothingObserved, snapshots: [] };
  return {
    store: readStore(storeFileOf(spec)),
    snapshots: [...readSnapshots(snapshotFolderOf(resolve(spec))).values()].filter(
      ({ isGone }) => isGone !== true,
    ),
  };
}
