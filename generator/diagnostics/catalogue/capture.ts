/** Reading documentation pages. */
export const captureEntries = {} as const;
