// What the tool itself has of this folder.
export type {
  MockedAnswer,
  MockedApi,
  MockedCollection,
  MockedList,
  MockedOperation,
} from "./mocked-api.js";
export { overlaid, withMember } from "./overlay.js";
export { linkTo, type Page, type PageForm, pageOf, removeAt, setAt } from "./page.js";
