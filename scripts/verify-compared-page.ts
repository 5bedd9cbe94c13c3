/** The tables of docs/verify-compared.md, of what the tools have just said. */
import type { Compared, Said } from "../test/verify/compared/compare.js";
import { toTable } from "./markdown-table.js";

export interface Comparisons {
  readonly deviations: Compared;
  readonly noise: Compared;
}

/** The page with the tables between its marks. */
export function withComparisons(page: string, { deviations, noise }: Comparisons): string {
  const tables = { deviations: deviationTable(deviations), noise: noiseTable(noise) };
  return Object.entries(tables).reduce((text, [name, table]) => {
    const mark = `<!-- npm run compare:verify: ${name} -->\n`;
    const marked = new RegExp(`(?<=${mark})[\\s\\S]*?(?=<!-- /${name} -->)`);
    if (!marked.test(text)) throw new Error(`docs/verify-compared.md has no marks for ${name}`);
    return text.replace(marked, () => `\n${table}\n`);
  }, page);
}

function columnsOf({ ours, redocly, redoclyStrict, prism, prismStrict }: Compared): Said[] {
  return [ours, redocly, redoclyStrict, prism, prismStrict];
}

const heads = ["spec-tether", "Redocly drift", "strict", "Prism", "strict"];

function deviationTable(compared: Compared): string {
  const columns = columnsOf(compared);
  const names = [...compared.ours.keys()].filter((name) => name !== "clean");
  const isFound = (said: Said, name: string) => (said.get(name)?.length ?? 0) > 0;
  const rows = names.map((name) => [
    name.replaceAll("-", " "),
    ...columns.map((said) => (isFound(said, name) ? "found" : "–")),
  ]);
  const totals = columns.map((said) => `${names.filter((name) => isFound(said, name)).length}`);
  const clean = columns.map((said) => (isFound(said, "clean") ? "complaints" : "nothing"));
  return toTable(
    ["Deviation", ...heads],
    [...rows, [`of ${names.length}`, ...totals], ["the clean recording", ...clean]],
  );
}

function noiseTable(compared: Compared): string {
  const columns = columnsOf(compared);
  const countIn = (said: Said, name: string) => said.get(name)?.length ?? 0;
  const names = [...compared.ours.keys()];
  const notes = (name: string) => {
    const count = countIn(compared.ourNotes, name);
    return count === 0 ? "" : `, noted ${count}`;
  };
  const rows = names.map((name) => {
    const [own, ...others] = columns.map((said) =>
      said.has(name) ? `${countIn(said, name)}` : "not asked",
    );
    return [name.replaceAll("-", " "), `${own}${notes(name)}`, ...others];
  });
  const sums = columns.map((said) =>
    [...said.values()].reduce((sum, { length }) => sum + length, 0),
  );
  return toTable(["Noise", ...heads], [...rows, ["all", ...sums.map(String)]]);
}
