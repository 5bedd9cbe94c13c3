/** What the things of an API are called in TypeScript. */
export interface Names {
  /** The client's name in PascalCase: `Cofactr` gives `createCofactr`. */
  readonly name: string;
}
