export const marker: string;

export function comment(options: {
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  /** Number of the pull request. */
  readonly pull: number;
  readonly token: string;
  /** Markdown; undefined if there is nothing to say. */
  readonly body: string | undefined;
  /** Where the rest stands if the body is too long. */
  readonly details: string;
}): Promise<string>;
