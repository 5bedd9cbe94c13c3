export { say } from "./conversion-context.js";
export type { FragmentDialect, Prepare } from "./fragment-dialect.js";
export { addressIn, pageStartsIn } from "./page-starts.js";
export { readDocument } from "./read-document.js";
export { readFragmentPage } from "./read-fragment.js";
