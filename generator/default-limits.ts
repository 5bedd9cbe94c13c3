/** What is too much, unless a config file or a caller says otherwise; known to the reader of specs and to the config. */
export const defaultLimits = {
  /** The largest file that is read, in MB (1,000,000 bytes). */
  fileMegabytes: 50,
  /** How long a server may take to send one document, in seconds. */
  seconds: 30,
} as const;
