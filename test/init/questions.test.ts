import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Answers, askAll, type Known } from "../../generator/cli/init-questions.js";
import { makeFolder } from "../support/generator.js";

const spec = join(makeFolder({ "a.yaml": "" }), "a.yaml");
const nothing: Known = {
  specs: [],
  spec: undefined,
  out: undefined,
  defaultOut: "generated",
  outputs: undefined,
  install: undefined,
  describe: (out) => [`into ${out}`],
  lack: (_, outputs) =>
    outputs["fetch"] ? { packages: ["openapi-fetch@1"], manager: "pnpm" } : undefined,
};

/** The questions that are asked for these answers, and what comes of them. */
async function ask(known: Partial<Known>, ...typed: readonly string[]) {
  const questions: string[] = [];
  const lines: string[] = [];
  const answers = await askAll(
    {
      say: (line) => void lines.push(line),
      ask: async (question) => {
        questions.push(question);
        const answer = typed[questions.length - 1];
        if (answer === undefined) throw new Error(`asked too often: ${question}`);
        return answer;
      },
    },
    { ...nothing, ...known },
  );
  expect(questions).toHaveLength(typed.length);
  return { answers, questions, lines };
}

interface Case {
  readonly known?: Partial<Known>;
  readonly typed: readonly string[];
  readonly want: Partial<Answers>;
}

describe("init asks at most three questions", () => {
  const cases: Readonly<Record<string, Case>> = {
    "for all that nothing says": {
      typed: [spec, "src/api", "3"],
      want: { spec, out: "src/api", outputs: { client: false }, install: false },
    },
    "with defaults for each": {
      typed: ["", "", ""],
      want: { spec: undefined, out: "generated", outputs: {}, install: false },
    },
    "not for the only spec": {
      known: { specs: ["openapi.yaml"] },
      typed: ["", ""],
      want: { spec: "openapi.yaml" },
    },
    "for one of several specs": {
      known: { specs: ["a.yaml", "b.yaml"] },
      typed: ["2", "", ""],
      want: { spec: "b.yaml" },
    },
    "the first of several by default": {
      known: { specs: ["a.yaml", "b.yaml"] },
      typed: ["", "", ""],
      want: { spec: "a.yaml" },
    },
    "a URL instead": {
      known: { specs: ["a.yaml", "b.yaml"] },
      typed: ["https://example.com/openapi.json", "", ""],
      want: { spec: "https://example.com/openapi.json" },
    },
    "a package as a part of what is generated": {
      known: { specs: ["a.yaml"] },
      typed: ["", "2"],
      want: { outputs: { fetch: true }, install: true },
    },
    "which a flag can forbid": {
      known: { specs: ["a.yaml"], install: false },
      typed: ["", "2"],
      want: { outputs: { fetch: true }, install: false },
    },
    "for a package that the outputs of a flag need": {
      known: { spec: "a.yaml", outputs: { fetch: true } },
      typed: ["", "n"],
      want: { outputs: { fetch: true }, install: false },
    },
    "with yes by default": {
      known: { spec: "a.yaml", outputs: { fetch: true } },
      typed: ["", ""],
      want: { install: true },
    },
    "not for a package where there is no project": {
      known: {
        ...{ spec: "a.yaml", outputs: { fetch: true } },
        lack: () => ({ packages: ["x"], manager: undefined }),
      },
      typed: [""],
      want: { install: false },
    },
    "none if flags say all": {
      known: { spec: "a.yaml", out: "x", outputs: { fetch: true }, install: true },
      typed: [],
      want: { spec: "a.yaml", out: "x", outputs: { fetch: true }, install: true },
    },
  };
  test.each(Object.entries(cases))("%s", async (_, { known = {}, typed, want }) => {
    const { answers } = await ask(known, ...typed);
    expect(answers).toMatchObject(want);
    expect(typed.length).toBeLessThanOrEqual(3);
  });

  test("and repeats one whose answer makes no sense", async () => {
    const { answers, lines } = await ask({}, "gone.yaml", spec, "", "0", "five", "1");
    expect(answers).toMatchObject({ spec, outputs: {} });
    expect(lines).toContain("There is no file gone.yaml.");
    expect(lines.filter((line) => line.startsWith("Answer with a number"))).toHaveLength(2);
  });

  test("and says what is installed, and what else is decided", async () => {
    const { lines } = await ask({ spec: "a.yaml" }, "src/x", "2");
    expect(lines).toContain("into src/x");
    expect(lines.join("\n")).toContain("pnpm installs openapi-fetch@1");
    const forbidden = await ask({ spec: "a.yaml", install: false }, "src/x", "2");
    expect(forbidden.lines.join("\n")).not.toContain("installs");
  });
});
