/** The text without the secrets. Short ones stay, because they may be parts of words. */
export function hide(secrets: readonly string[], text: string): string {
  return secrets
    .filter((secret) => secret.length >= 8)
    .reduce((hidden, secret) => hidden.replaceAll(secret, "[hidden]"), text);
}
