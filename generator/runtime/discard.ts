/** Leaves an answer unread, so that it does not keep its connection. Whether that works matters to nobody. */
export function discard({ body }: Response): void {
  body?.cancel().catch(() => {});
}
