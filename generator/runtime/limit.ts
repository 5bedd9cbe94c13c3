/** Waits for a turn, and gives what ends it. */
export type Enter = (wait: (turn: Promise<void>) => Promise<void>) => Promise<() => void>;

/** Lets at most so many calls go on at once; the rest wait in their order. */
export function limiter(limit: number): Enter {
  let free = Math.floor(limit);
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return async (wait) => {
    if (free > 0) free--;
    else {
      const turn = new Promise<void>((resolve) => waiting.push(resolve));
      await wait(turn).catch((error: unknown) => {
        // Its turn will come all the same, and goes to the next.
        turn.then(leave);
        throw error;
      });
    }
    return leave;
  };
}
