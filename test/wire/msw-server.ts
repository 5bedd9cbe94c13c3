/** What MSW calls a handler. */
export type Handler = object;

interface Server {
  listen(options: { readonly onUnhandledRequest: "error" }): void;
  use(...handlers: readonly Handler[]): void;
  resetHandlers(): void;
  close(): void;
}

// Its declarations need those of browsers, which nothing else here does: `test/compiler/msw.test.ts` has
// them.
const node = "msw/node";

export const { setupServer } = (await import(node)) as {
  readonly setupServer: (...handlers: readonly Handler[]) => Server;
};
