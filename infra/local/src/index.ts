export { findBrowser } from './browser';
export { type Durable, type DurableOptions, startDurable } from './durable/start-durable';
export { repository } from './paths';
export { startStack, type Stack, type StackOptions } from './stack/start-stack';
export { findServers } from './stack/servers';
export { type ServiceName, serviceNames } from './stack/services';
export type { Addresses } from './stack/settings';
export { statOf } from './supervisor/identity';
export type { RecordedProcess } from './supervisor/state-file';
