import { loadConfiguredSpec } from "../config/index.js";
import { countOf, diagnose } from "../diagnostics/index.js";
import { serveMock, usualPort } from "../mock/index.js";
import { command, configFlags, refuse } from "./define-command.js";

export const mockCommand = command({
  arguments: "",
  count: [0, 0],
  flags: {
    config: configFlags.config,
    spec: configFlags.spec,
    port: {
      type: "string",
      value: "NUMBER",
      help: `where to listen, on this machine only; 0 takes a free one (default: ${usualPort})`,
    },
    seed: {
      type: "string",
      value: "NUMBER",
      help: "other data; the same number gives the same (default: 1)",
    },
    state: {
      type: "boolean",
      help: "keep what is created, changed and deleted, in memory; unknown ids are 404",
    },
    latency: {
      type: "string",
      value: "MS",
      help: "milliseconds that each answer takes (default: 0)",
    },
    fail: { type: "string", value: "PERCENT", help: "let calls fail, such as 5% (default: 0%)" },
  },
  async run({ config, spec, port, seed, state, latency, fail }, _, terminal) {
    const options = {
      port: numberOf("port", port, usualPort, 65_535),
      seed: numberOf("seed", seed, 1, Number.MAX_SAFE_INTEGER),
      latency: numberOf("latency", latency, 0, 600_000),
      failRate: numberOf("fail", fail?.replace(/%$/, ""), 0, 100) / 100,
      keepsState: state ?? false,
    };
    const loaded = await loadConfiguredSpec({
      ...(config !== undefined && { config }),
      ...(spec !== undefined && { spec }),
    });
    const running = await serveMock(loaded, {
      ...options,
      onAnswer: (method, path, status) => terminal.progress(`${method} ${path} ${status}`),
      onUnsatisfied: (each) => terminal.diagnostics([diagnose("mock-unsatisfied", each)]),
    });
    const { operations } = running.mock.contract;
    const count = operations.filter(({ kind }) => kind === "path").length;
    terminal.result(`${countOf(count, "operation")} at ${running.url}; end with Ctrl-C`);
    await interrupted();
    await running.close();
    return 0;
  },
});

function numberOf(flag: string, text: string | undefined, usual: number, most: number): number {
  if (text === undefined) return usual;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= 0 && value <= most && (Number.isInteger(value) || flag === "fail")) return value;
  throw refuse(`--${flag} must be a number from 0 to ${most}, not "${text}"`);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
