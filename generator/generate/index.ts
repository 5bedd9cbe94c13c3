export {
  compareAll,
  type GenerateOptions,
  type GenerateReport,
  generate,
  generateAll,
  type Outcome,
  reportOf,
  type Summary,
} from "./generate.js";
