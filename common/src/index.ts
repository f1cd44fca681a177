// What the course's `common` exports, with its names and shapes. A test in test/contracts checks this list.
export {
  type ExpirationCompleteEvent,
  type OfferClosedEvent,
  type OrderCancelledEvent,
  type OrderCompletedEvent,
  type OrderCreatedEvent,
  OrderStatus,
  type PassUpdatedEvent,
  type PaymentCreatedEvent,
  type PaymentRefundedEvent,
  type SessionEndedEvent,
  Subjects,
  type TicketCreatedEvent,
  type TicketUpdatedEvent,
  type UserDeletedEvent,
} from './contracts';
export { BadRequestError } from './errors/bad-request-error';
export { CustomError } from './errors/custom-error';
export { DatabaseConnectionError } from './errors/database-connection-error';
export { NotAuthorizedError } from './errors/not-authorized-error';
export { NotFoundError } from './errors/not-found-error';
export { RequestValidationError } from './errors/request-validation-error';
export { Listener } from './events/listener';
export { Publisher } from './events/publisher';
export { currentUser } from './middlewares/current-user';
export { errorHandler } from './middlewares/error-handler';
export { requireAuth } from './middlewares/require-auth';
export { validateRequest } from './middlewares/validate-request';

// Ours: the data of events and of answers.
export {
  type AccountBody,
  type AdmissionBody,
  type AdmissionResult,
  type BulkReportBody,
  type CancelReason,
  type CurrentUserBody,
  type DeletedUserData,
  type DomainEvent,
  type DoorBody,
  type DoorListBody,
  type DoorStateBody,
  type EndedOrderData,
  type EndedSessionsData,
  type ErrorBody,
  type ErrorCode,
  type EventBody,
  type ErrorItem,
  errorStatuses,
  type Event,
  type EventMeta,
  type EventOf,
  type ExpirationData,
  type Id,
  type Language,
  languages,
  type NewDoorBody,
  type NewOrderData,
  type OrderBody,
  type OrderData,
  type OrderTimelineBody,
  type PassBody,
  type PassData,
  type PassKeysBody,
  type PassState,
  type PaymentBody,
  type PaymentData,
  type PaymentStatus,
  type Plain,
  type PublicUserBody,
  type ReceivedData,
  type RefundData,
  type SaleBody,
  type SellerBody,
  subjects,
  type TicketBody,
  type TicketData,
  type TicketDeletedEvent,
  type TicketDetailsData,
  toId,
  type UserBody,
  type UserPayload,
} from './contracts';
export { MalformedDataError } from './schemas/read';
export { readDataOf } from './schemas/read-data-of';

// Ours: events.
export type { Bus, Delivery, Subscription, Watch } from './bus/bus';
export {
  type Consumer,
  type ConsumerDeps,
  createConsumer,
  type Handled,
  type Outcome,
  type RetryOutcome,
} from './bus/consumer';
export { DurableListener } from './bus/durable-listener';
export type { ParkedMessage, ParkingLot } from './bus/parking';
export { type Outbox, stamp, type StoredEvent, toWire } from './outbox/outbox';
export { createRelay, type Relay, type RelayDeps } from './outbox/relay';

// Ours: HTTP.
export { CodedError } from './errors/coded-error';
export { DependencyError, UnavailableError } from './errors/unavailable-error';
export { callerSignal, CallerGoneError } from './http/caller-signal';
export { clientAddress, limitedAddress } from './http/client-address';
export { deadline } from './middlewares/deadline';
export { createHttpApp, type HttpAppDeps, mergeRouters } from './http/create-http-app';
export { bodyRules, fieldRule, readBody } from './http/body';
export { checkIdempotencyKey, readIdempotencyKey } from './http/idempotency-key';
export { pathId } from './http/ids';
export { limitFaults, linkNext, type Page, sendPage, toLimit } from './http/page';
export { logSecurity, type SecurityDetails, type SecurityEvent } from './http/security-log';
export { currentUserId, isStillSignedIn, sessionOf } from './middlewares/current-user';
export { limitByAddress, limitByUser } from './middlewares/limit-by';
export { noSuchRoute } from './middlewares/no-such-route';
export { readJson, readJsonUpTo } from './middlewares/read-json';

// Ours: sessions, limits and idempotency keys.
export {
  createIdempotency,
  type Idempotency,
  type IdempotencyDeps,
  resultIdOf,
} from './idempotency/create-idempotency';
export type {
  IdempotencyStore,
  KeptAnswer,
  KeyClaim,
  KeyedRequest,
} from './idempotency/idempotency-store';
export { createLimits, type Limits, type LimitsDeps } from './limits/create-limits';
export { type Limit, LimitReachedError, type LimitRule, noLimit } from './limits/limit';
export type { LimitRow, LimitRows } from './limits/limit-rows';
export {
  createEndedSessions,
  type EndedSession,
  type EndedSessions,
  type EndedSessionsDeps,
  type EndedSessionStore,
  type Look,
} from './sessions/ended-sessions';
export {
  createSessions,
  type Session,
  sessionCookie,
  type Sessions,
  sessionsIn,
  sessionSeconds,
  type SessionsOptions,
} from './sessions/session';
export { SessionEndedListener } from './sessions/session-ended-listener';

// Ours: the ports that the `domain/` of a service uses.
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
export type { Change, OnChanged } from './store/change';
export { createTurns, type InTurn } from './store/with-retry';

// Ours: live pages.
export { type ChangeFeed, createChangeFeed } from './live/change-feed';
export { type LiveConfig, liveConfig } from './live/live-config';
export {
  createLiveStreams,
  type LiveRequest,
  type LiveStreams,
  type LiveStreamsDeps,
} from './live/live-streams';
export { watchEvents } from './live/watch-events';

// Ours: what operators ask.
export { allEvents, type EventFilter, type EventHistory } from './operators/event-history';
export type { Check, Diagnosis, Finding } from './operators/doctor-route';
export { eventRoutes, type EventRoutesDeps } from './operators/event-routes';
export { operatorOnly } from './operators/operator-only';
export {
  type CurrentState,
  eventFacts,
  type Fact,
  insertedAt,
  isoTime,
  noTimeline,
  type Timeline,
  type TimelineSource,
  type Topic,
  topics,
} from './operators/timeline';
export { deletedUsersReplica } from './operators/deleted-users-replica';
export {
  createReplica,
  type Derive,
  type Difference,
  type RepairableReplicas,
  type Replica,
  type ReplicaDeclaration,
} from './operators/replica';
export { replicaRoutes } from './operators/replica-routes';
export { timelineRoute } from './operators/timeline-route';

// Ours: running a service.
export { gauge, type GaugeOptions, type Readings } from './base/gauge';
export {
  createLease,
  type Lease,
  type LeaseDeps,
  type LeaseRow,
  type LeaseRows,
} from './lease/lease';
export {
  type Platform,
  runService,
  type Service,
  type ServiceDefinition,
} from './service/run-service';

// Ours: general code that is not about tickets.
export { hasCardNumber, maskCardNumbers } from './base/card-numbers';
export { type Clock, systemClock } from './base/clock';
export type { Dependency } from './base/dependency';
export { deriveKey, keyedHash } from './base/derive-key';
export { createLogger, type Logger, type LogLevel, silentLogger } from './base/logger';
export { createLoop, type Loop } from './base/loop';
export { makeRoom } from './base/make-room';
export { fromDollars, maxCents, type Price, readPrice, toDollars } from './base/money';
export { currentRequestId, withoutRequest, withRequest } from './base/request-context';
export type { BackupDocument, BackupStart, DatabaseBackup } from './operators/backup';
export { backupRoutes } from './operators/backup-routes';
export { sendLines } from './operators/send-lines';
export { pagesOf } from './store/pages-of';
export { createSharedReads } from './base/shared-reads';
export { inSpan, SpanKind } from './tracing/in-span';
export { currentTraceparent, withTrace } from './tracing/trace-context';
export {
  address,
  assertStrong,
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
} from './base/settings';
export { detailsData, detailTexts, readDetails, type TicketDetails } from './base/ticket-details';
export { cleanText, hasAtMost, hasBlank, isVisible } from './base/text';
export { settledWithin, withTimeout } from './base/with-timeout';
