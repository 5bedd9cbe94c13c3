export { say } from "./conversion-context.js";
export type { FragmentDialect, Prepare } from "./fragment-dialect.js";
export { joinReadings } from "./join-readings.js";
export { pageStartsIn } from "./page-starts.js";
export { readDocument } from "./read-document.js";
export { holdsOpenApi, maxFragments, readFragment, readFragmentPage } from "./read-fragment.js";
