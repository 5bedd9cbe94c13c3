import fc from "fast-check";

/**
 * All that a test makes at random comes from here. By default it is always the same, so that nobody's
 * change fails by chance; `npm run test:full` takes a new seed each time, and looks further. Both
 * come from the environment, because the files of a run are processes of their own.
 */
export const seed = whole("TETHER_SEED", 1, -(2 ** 31));
const factor = whole("TETHER_RUNS", 1, 1);

/** How often a property is tried: so often by default, and a multiple of it in a longer run. */
export const times = (runs: number): number => runs * factor;

/** What a failing test says, so that its run can be made again. */
export const toRepeat = `TETHER_SEED=${seed} TETHER_RUNS=${factor} npx vitest run`;

fc.configureGlobal({
  seed,
  reporter: (run) => {
    if (!run.failed) return;
    const found = fc.defaultReportMessage(run) ?? "";
    throw new Error(`${found}\n\nTo repeat: ${toRepeat}`, { cause: run.errorInstance });
  },
});

export { fc };

function whole(name: string, byDefault: number, least: number): number {
  const value = Number(process.env[name] ?? byDefault);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`${name} must be a whole number from ${least} on, not ${process.env[name]}`);
}
