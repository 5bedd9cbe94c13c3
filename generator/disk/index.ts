export { makeFolder, removeFolders } from "./folder.js";
export { DiskError, InTheWay, type Kind, kindAt, kindInside, kindOf } from "./kind.js";
export { FileTooLarge, type ReadOptions, readFileAt } from "./read.js";
export { reasonOf } from "./reason.js";
export { hashOf, withLf } from "./text.js";
