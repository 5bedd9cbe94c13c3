/** Names of headers and parameters that carry keys. */
const keyName =
  /^(?:x-)?(?:[a-z0-9]+[-_])*?(?:api[-_]?key|api[-_]?token|access[-_]?token|auth[-_]?token|authtoken|apikey|secret|subscription-key)$/i;

/** Whether a header or a parameter of this name carries a key. */
export function isKeyName(name: string): boolean {
  return keyName.test(name);
}
