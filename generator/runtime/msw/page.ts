import { isObject, withMember } from "./overlay.js";

/** Which parameters of a list say what part of it is asked for. */
export interface PageForm {
  /** The parameter for how many items a page has. */
  readonly size?: string;
  /** That for the first of them, counted from 0: an offset, or a cursor. */
  readonly offset?: string;
  /** That for the number of the page. */
  readonly page?: string;
  /** The number of the first page. Default: 1. */
  readonly first?: number;
  /** Whether a list has pages though no parameter says which. */
  readonly isPaged?: true;
}

/** A part of a list, and how the next one is asked for. */
export interface Page {
  readonly from: number;
  readonly size: number;
  /** What the query of the next page changes; undefined if this is the last. */
  readonly next: { readonly name: string; readonly value: string } | undefined;
}

const usualSize = 10;

/**
 * Which items a request asks for.
 *
 * @param count how many there are
 */
export function pageOf(form: PageForm, query: URLSearchParams, count: number): Page {
  const numberOf = (name: string | undefined) => {
    const value = Number((name !== undefined && query.get(name)) || Number.NaN);
    return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  };
  const { offset, page, first = 1 } = form;
  const size = Math.max(1, numberOf(form.size) ?? usualSize);
  const isPaged = offset !== undefined || page !== undefined || form.isPaged;
  if (!isPaged) return { from: 0, size: form.size === undefined ? count : size, next: undefined };
  const from = Math.max(
    0,
    page === undefined ? (numberOf(offset) ?? 0) : ((numberOf(page) ?? first) - first) * size,
  );
  const end = from + size;
  if (end >= count) return { from, size, next: undefined };
  const next =
    page === undefined
      ? { name: offset ?? "offset", value: `${end}` }
      : { name: page, value: `${from / size + first + 1}` };
  return { from, size, next };
}

/** The address of the next page. */
export function linkTo({ name, value }: NonNullable<Page["next"]>, url: URL): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}

/** A body with another value below some of its properties, which are made where they are missing. */
export function setAt(body: unknown, [step, ...more]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const fields = isObject(body) ? body : {};
  const inner = Object.hasOwn(fields, step) ? fields[step] : undefined;
  return withMember(fields, step, setAt(inner, more, value));
}

/** A body without what stands below some of its properties. */
export function removeAt(body: unknown, [step, ...more]: readonly string[]): unknown {
  if (step === undefined || !isObject(body)) return body;
  if (more.length > 0) return withMember(body, step, removeAt(body[step], more));
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== step));
}
