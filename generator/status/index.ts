export {
  type Agreement,
  agreementOf,
  type OperationStatus,
  readStatus,
  type Status,
  type Witnesses,
} from "./read-status.js";
