/** What other outputs add to the client. */
export interface ClientAdditions {
  /** The option `validate`, of `schemas` with `validators`. */
  readonly validates: boolean;
  /** The option `observe`, of the output of that name. */
  readonly observes: boolean;
}

export const noAdditions: ClientAdditions = { validates: false, observes: false };
