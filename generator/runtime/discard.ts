/** Leaves an answer unread, so that it does not keep its connection. Whether that works matters to nobody. */
export function discard(response: Response): void {
  response.body?.cancel().catch(() => {});
}
