/** Comparing two versions of a spec. */
export const diffEntries = {} as const;
