import type { At } from "../openapi/index.js";
import type {
  Complaint as ComplaintOf,
  Deviation as DeviationOf,
} from "../runtime/observe/index.js";
import type { DeviationId } from "./rules.js";

/** What the spec says, where; and what an edit of it has to know of the exchange. */
export interface SpecNode {
  readonly node: At;
  /** Undefined if no edit here would take the deviation away. */
  readonly detail?: DeviationDetail;
}

/** Of what kind the other side is; none of it is a value. */
export interface DeviationDetail {
  /** The keyword of the schema that excludes the value. */
  readonly keyword?: string;
  /** The name of a member or parameter, if it may be shown. */
  readonly member?: string;
  /** The JSON type of the value. */
  readonly type?: string;
  readonly mediaType?: string;
  /** The media type of what was sent, where `mediaType` is that of the answer. */
  readonly sentType?: string;
  readonly method?: string;
  readonly status?: number;
}

/** A deviation, with the place in the document. */
export interface Deviation extends DeviationOf<DeviationId, SpecNode> {
  /**
   * Of a request: the parameter, or the steps from the body down. For who answers the request itself:
   * names may be values, so no report has it.
   */
  readonly field?: readonly (string | number)[];
}

export type Complaint = ComplaintOf<SpecNode>;
