export type { Bus, Delivery, Subscription } from './bus/bus';
export {
  type Consumer,
  type ConsumerDeps,
  createConsumer,
  type Outcome,
  type RetryOutcome,
} from './bus/consumer';
export { Listener } from './bus/listener';
export { createNatsBus } from './bus/nats/nats-bus';
export type { ParkedMessage, ParkingLot } from './bus/parking';
export { hasCardNumber, maskCardNumbers } from './card-numbers';
export { type Clock, systemClock } from './clock';
export * from './contracts';
export {
  AppError,
  DependencyError,
  type ErrorCode,
  invalidRequest,
  notAuthorized,
  notFound,
  refused,
} from './errors/app-error';
export { statusOf } from './errors/status-of';
export { callerSignal, CallerGoneError } from './http/caller-signal';
export { clientAddress, limitedAddress } from './http/client-address';
export { deriveKey, keyedHash } from './http/derive-key';
export {
  createEndedSessions,
  type EndedSession,
  type EndedSessions,
  type EndedSessionsDeps,
  type EndedSessionStore,
  type Look,
} from './http/ended-sessions';
export { createHttpApp, type HttpAppDeps } from './http/create-http-app';
export { limitByAddress, limitByUser } from './http/limits';
export {
  bodyId,
  currentUser,
  errorHandler,
  idRule,
  noSuchRoute,
  pathId,
  readIdempotencyKey,
  requireAuth,
  sessionOf,
  signedIn,
  userOf,
  validateRequest,
} from './http/middlewares';
export { type Page, readPage, sendPage } from './http/page';
export { logSecurity, type SecurityDetails, type SecurityEvent } from './http/security-log';
export {
  createSessions,
  type Session,
  sessionCookie,
  type Sessions,
  sessionsIn,
  sessionSeconds,
  type SessionsOptions,
} from './http/session';
export { SessionEndedListener } from './http/session-ended-listener';
export { fromDollars, maxCents, type Price, readPrice, toDollars } from './money';
export { createLimits, type Limits, type LimitsDeps } from './limits/create-limits';
export { type Limit, LimitReachedError, type LimitRule, noLimit } from './limits/limit';
export type { LimitRow, LimitRows } from './limits/limit-rows';
export { type Outbox, type OutgoingEvent, stamp, type StoredEvent, toWire } from './outbox/outbox';
export { createRelay, type Relay, type RelayDeps } from './outbox/relay';
export { createLogger, type Logger, type LogLevel, silentLogger } from './service/logger';
export { createLoop, type Loop } from './service/loop';
export { currentRequestId, withoutRequest, withRequest } from './service/request-context';
export {
  type Dependency,
  type Platform,
  runService,
  type Service,
  type ServiceDefinition,
} from './service/run-service';
export {
  address,
  type BusConfig,
  busConfig,
  type Env,
  flag,
  integer,
  type LimitsConfig,
  limitsConfig,
  mongoUri,
  optional,
  required,
  type ServiceConfig,
  serviceConfig,
  type SessionConfig,
  sessionConfig,
  SettingError,
} from './service/settings';
export { withTimeout } from './service/with-timeout';
export {
  type AggregateStore,
  type Announce,
  type Changes,
  type Condition,
  DuplicateKeyError,
  type Final,
  type Part,
  type Query,
  type ReplicaStore,
  VersionConflictError,
  type Versioned,
} from './store/store';
export { createTurns, type InTurn } from './store/with-retry';
export { cleanText, hasAtMost, hasBlank, isVisible } from './text';
