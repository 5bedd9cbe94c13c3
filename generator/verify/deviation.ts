import type { At } from "../openapi/index.js";
import type { Deviation as DeviationOf } from "../runtime/observe/index.js";
import type { DeviationId } from "./rules.js";

/** A deviation, with the place in the document. */
export type Deviation = DeviationOf<DeviationId, At>;
