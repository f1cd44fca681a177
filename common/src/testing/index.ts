export {
  hearAtOnce,
  manyHistories,
  type Scheduler,
  stepsBy,
  UnguardedReplicaStore,
} from './any-order';
export { deliver } from './deliver';
export { eventually } from './eventually';
export { fixedClock, type FixedClock } from './fixed-clock';
export {
  idempotentRoute,
  type IdempotentRoute,
  type IdempotentRouteCase,
} from './idempotent-route';
export { anId, spellingsOf, unknownId } from './ids';
export { MemoryBus, type StoredMessage, type Undelivered } from './memory-bus';
export { MemoryEndedSessionStore } from './memory-ended-session-store';
export { MemoryIdempotencyStore } from './memory-idempotency-store';
export { MemoryParkingLot } from './memory-parking-lot';
export {
  MemoryAggregateStore,
  MemoryReplicaStore,
  type MemoryStoreOptions,
  type Step,
} from './memory-store';
export { type LogLine, recordedLog } from './recorded-log';
export { type ServiceAddresses, type ServiceProcess, startProcess } from './service-process';
export { signedIn, testJwtKey } from './signed-in';
export { type Claim, storeConformance, type Stores } from './store-conformance';
export { dropAndClose, eventsIn, testDatabase, type TestServer, testServer } from './test-servers';
export { type StreamEvent, type WatchedStream, watchStream } from './watch-stream';
