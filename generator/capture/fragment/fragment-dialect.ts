import type { Fields, Kind } from "../../openapi/index.js";
import type { Context, Node } from "./conversion-context.js";

/** Brings a node into plain OpenAPI, its own fields only. */
export type Prepare = (value: Fields, node: Node, context: Context) => Fields;

/** What a product writes into its fragments beside OpenAPI. What is absent, it does not write. */
export interface FragmentDialect {
  /** What is done to a node, by its kind, before it is read as OpenAPI. */
  readonly prepare?: Partial<Readonly<Record<Kind, Prepare>>>;
  /** The Responses Object of an operation, with statuses as keys. */
  readonly responses?: (responses: Fields) => Fields;
  /** The product's id of an operation, the same in every version of its page. */
  readonly pageIdOf?: (operation: Fields, location: string) => string | undefined;
  /** The folders of an operation, outermost first. */
  readonly folderOf?: (operation: Fields) => readonly string[];
  /** Whether a server is one that the product keeps for trying out, and no server of the API. */
  readonly isMockServer?: (url: string) => boolean;
  /** The status word of an operation, in lower case. */
  readonly statusOf?: (operation: Fields) => string | undefined;
}
