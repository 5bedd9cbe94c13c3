/** Why a commit that should be compared with cannot be; the text says what to do. */
export class BaseProblem extends Error {}

/** What of a payload says what to compare with. */
export interface Event {
  readonly pull_request?: {
    readonly head?: { readonly sha?: string };
    readonly base?: { readonly sha?: string };
  };
  readonly merge_group?: { readonly base_sha?: string };
  readonly before?: string;
  readonly deleted?: boolean;
}

export function chooseBase(
  asked: string,
  event: Event,
  folder?: string,
):
  | { readonly base: string; readonly why?: never }
  | { readonly why: string; readonly base?: never };
