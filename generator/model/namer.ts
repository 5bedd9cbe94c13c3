import { assignNames, type NameClaim, toIdentifier } from "./identifiers.js";
import type { NameIdentity } from "./names-lock-format.js";

/** Public names by identity: `function GET /v1/boms/` is `listBoms`, `schema Bom` is `Bom`. */
export type GivenNames = ReadonlyMap<string, string>;

/** A name that the spec would have changed, or has. */
export interface NameChange {
  readonly identity: string;
  readonly before: string;
  readonly after: string;
  /** Whether the name stays `before` all the same. */
  readonly kept: boolean;
}

/** Gives names, and lets those that were given before stay what they are. */
export class Namer {
  /** Every name that was given. */
  readonly given = new Map<string, string>();
  readonly changes: NameChange[] = [];
  readonly #before: GivenNames;
  readonly #rename: boolean;

  /**
   * @param before the names of the last run
   * @param rename whether a name gives way where the spec now suggests another
   */
  constructor(before: GivenNames, rename: boolean) {
    this.#before = before;
    this.#rename = rename;
  }

  /** Settles names that must differ from one another. */
  assign(claims: readonly NameClaim[], reserved: ReadonlySet<string>): GivenNames {
    const taken = new Set(reserved);
    const names = new Map<string, string>();
    const open: NameClaim[] = [];
    for (const claim of [...claims].sort(byIdentity)) {
      const { identity, text, short, style } = claim;
      const before = this.#before.get(identity);
      const suggested = toIdentifier(short ?? text, style);
      const isNewest = before !== undefined && isMadeOf(before, suggested);
      // The spec asks for nothing new where the whole text was taken, by rules that knew no short
      // one.
      const isSame =
        isNewest || (before !== undefined && isMadeOf(before, toIdentifier(text, style)));
      if (before === undefined || taken.has(before) || (this.#rename && !isNewest)) {
        open.push(claim);
        continue;
      }
      taken.add(before);
      names.set(identity, before);
      if (!isSame) this.changes.push({ identity, before, after: suggested, kept: true });
    }
    for (const [identity, name] of assignNames(open, taken)) {
      names.set(identity, name);
      const before = this.#before.get(identity);
      if (before !== undefined && before !== name) {
        this.changes.push({ identity, before, after: name, kept: false });
      }
    }
    for (const [identity, name] of names) this.given.set(identity, name);
    return names;
  }

  /** A text that several things may share, such as the group of an operation. */
  keep(identity: NameIdentity, text: string): string {
    const before = this.#before.get(identity) ?? text;
    const kept = !this.#rename;
    if (before !== text) this.changes.push({ identity, before, after: text, kept });
    const name = kept ? before : text;
    this.given.set(identity, name);
    return name;
  }
}

function byIdentity(a: NameClaim, b: NameClaim): number {
  return a.identity < b.identity ? -1 : a.identity > b.identity ? 1 : 0;
}

/** Whether a name is the suggested one, be it with the suffix of a collision. */
function isMadeOf(name: string, suggested: string): boolean {
  if (name === suggested) return true;
  return (
    name.startsWith(`${suggested}_`) && /^[0-9a-f]{6,}$/.test(name.slice(suggested.length + 1))
  );
}
