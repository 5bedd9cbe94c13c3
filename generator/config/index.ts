export { chooseClients, clientNames } from "./choose-clients.js";
export {
  configFor,
  configuredIn,
  isSpecOf,
  limitsOf,
  loadAs,
  loadConfigured,
  loadConfiguredSpec,
} from "./configured-spec.js";
export { credentialOriginsOf } from "./credential-origins.js";
export {
  type Config,
  type ConfigInput,
  configFileOf,
  defaultConfigFile,
  outputOf,
  readConfig,
  readConfigs,
} from "./read-config.js";
