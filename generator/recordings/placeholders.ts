/**
 * A variable in a recording that stands for a value: `{{baseUrl}}`, or `{{$guid}}` for one that is
 * made up on sending.
 */
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/;

/** The name of the first variable in a text; undefined if it has none. */
export function placeholderIn(text: string): string | undefined {
  return placeholder.exec(text)?.[1];
}

/** A text with the values of the variables that are known; the others stay. */
export function withVariables(text: string, variables: ReadonlyMap<string, string>): string {
  let result = text;
  // A value may consist of other variables, and of itself.
  for (let round = 0; round < 5 && placeholderIn(result) !== undefined; round++) {
    result = result.replaceAll(
      new RegExp(placeholder, "g"),
      (whole, name: string) => variables.get(name) ?? whole,
    );
  }
  return result;
}
