/** A shorter value is not a credential, and occurs in any text. */
const shortest = 6;

/** Credentials of a run, which no text that leaves it may contain. */
export class Secrets {
  readonly #known = new Set<string>();

  /** Adds a value in every form in which a text may repeat it. */
  add(value: string | undefined): void {
    if (value === undefined || value.length < shortest) return;
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    for (const form of [...forms, Buffer.from(value).toString("base64")]) this.#known.add(form);
    // `Bearer …`, `Basic …`: the scheme is no secret, and what follows is one by itself.
    const [, credential] = /^[A-Za-z]+ +(\S+)$/.exec(value) ?? [];
    if (credential !== undefined) this.add(credential);
  }

  areIn(text: string): boolean {
    return [...this.#known].some((secret) => text.includes(secret));
  }

  redact(text: string): string {
    let redacted = text;
    // The longest first, because one may contain another.
    for (const secret of [...this.#known].sort((a, b) => b.length - a.length)) {
      redacted = redacted.replaceAll(secret, "***");
    }
    return redacted;
  }
}
