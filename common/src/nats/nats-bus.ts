import {
  type Message,
  type Stan,
  type Subscription as StanSubscription,
  connect,
} from 'node-nats-streaming';

import { DependencyError } from '../errors/unavailable-error';
import type { Logger } from '../base/logger';
import { withoutRequest } from '../base/request-context';
import type { BusConfig } from '../base/settings';
import type { Bus, Subscription, Watch } from '../bus/bus';

const name = 'NATS Streaming';
/**
 * From one attempt to connect to the next. It is short because sign-outs during an outage must reach all services soon
 * after the bus is back.
 */
const attemptEveryMs = 100;
/**
 * How long an attempt to connect waits for the server's answer. A starting server accepts connections before it answers,
 * so the first attempts wait briefly. A busy server answers slowly, so each later attempt waits twice as long.
 */
const answerTimeoutMs = { first: 150, longest: 2_000 } as const;
/** A service and the server may start together. So this long before the first connection it is no outage. */
const startMs = 5_000;
const publishTimeoutMs = 10_000;
/** A shorter time would redeliver messages that a slow database is still working on; see docs/adr/0003. */
const ackWaitMs = 8_000;
const maxInFlight = 16;
/** The connection to a silent server ends after (maxPingOut + 1) pings: 12 s. */
const ping = { stanPingInterval: 3_000, stanMaxPingOut: 3 };

// The library has this method, but its types do not.
interface CountedMessage extends Message {
  getRedeliveryCount(): number;
}

// Internals of the library that its types do not have: its own connection and its timer.
interface Inner {
  readonly nc?: { readonly closed?: boolean; close(): void };
  readonly pingTimer?: NodeJS.Timeout;
}

interface PendingPublish {
  reject(error: Error): void;
}

/** One client of the library. It cannot reconnect reliably by itself, so a lost one is replaced by a new one. */
interface Connection {
  readonly stan: Stan;
  readonly pending: Set<PendingPublish>;
  /** When the attempt began, by `performance.now()`. */
  readonly since: number;
  open: boolean;
}

/**
 * The bus on NATS Streaming. It connects in the background and retries without end: services start and serve without
 * it.
 *
 * @param config the server's address, its cluster id, and a client id that no other live process uses
 */
export function createNatsBus(config: BusConfig, logger: Logger): Bus {
  const subscriptions: Subscription[] = [];
  const watches: Watch[] = [];
  const connectedCallbacks: (() => void)[] = [];
  let current: Connection | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let isClosing = false;
  let isOutageLogged = false;
  let wasConnected = false;
  const startedAt = performance.now();
  let answerWithinMs: number = answerTimeoutMs.first;

  const away = (cause?: unknown): DependencyError => new DependencyError(name, { cause });

  const drop = (connection: Connection, reason: unknown): void => {
    if (current !== connection) return;
    current = undefined;
    connection.open = false;
    // When the library closes, it reports pending publishes as successful, stored or not. So they are rejected first.
    for (const publish of connection.pending) publish.reject(away(reason));
    connection.pending.clear();
    if (isClosing) return;
    const isStarting = !wasConnected && performance.now() - startedAt < startMs;
    const level = isStarting || isOutageLogged ? 'debug' : 'warn';
    const message = isStarting ? `waiting for ${name}` : `${name} is away, connecting again`;
    // A request's publish may detect the broken connection, but the reconnection does not belong to that request.
    withoutRequest(() => {
      abandon(connection.stan);
      logger[level]({ reason: String(reason) }, message);
      const pauseMs = connection.since + attemptEveryMs - performance.now();
      retryTimer = setTimeout(open, Math.max(0, pauseMs));
    });
    isOutageLogged = !isStarting;
  };

  const dropOnFailure = (connection: Connection, channel: StanSubscription): void => {
    for (const failure of ['error', 'timeout'])
      channel.on(failure, (error: unknown) => drop(connection, error));
  };

  const listen = (connection: Connection, subscription: Subscription): void => {
    const { stan } = connection;
    const options = stan
      .subscriptionOptions()
      .setDeliverAllAvailable()
      .setManualAckMode(true)
      .setAckWait(ackWaitMs)
      .setMaxInFlight(maxInFlight)
      .setDurableName(subscription.group);
    const channel = stan.subscribe(subscription.subject, subscription.group, options);
    channel.on('message', (message: CountedMessage) => {
      subscription.onDelivery({
        subject: message.getSubject(),
        sequence: message.getSequence(),
        redeliveries: message.getRedeliveryCount(),
        data: String(message.getData()),
        ack: () => {
          if (!connection.open) return;
          try {
            message.ack();
          } catch (error) {
            logger.debug({ err: error }, 'an acknowledgement was lost');
          }
        },
      });
    });
    dropOnFailure(connection, channel);
  };

  const startWatch = (connection: Connection, watch: Watch): void => {
    const { stan } = connection;
    // By default the server delivers new messages only, and stores no position. The library acknowledges them.
    const channel = stan.subscribe(watch.subject, stan.subscriptionOptions());
    channel.on('ready', () => watch.onBegin?.());
    channel.on('message', (message: Message) => watch.onData(String(message.getData())));
    dropOnFailure(connection, channel);
  };

  function open(): void {
    const stan = connect(config.clusterId, config.clientId, {
      url: config.url,
      ...ping,
      ackTimeout: publishTimeoutMs,
      // With a finite number, the library would close by itself and confirm publishes that were never stored.
      maxReconnectAttempts: -1,
    });
    const since = performance.now();
    const connection: Connection = { stan, pending: new Set(), since, open: false };
    current = connection;
    const noAnswer = setTimeout(() => {
      if (current !== connection) return;
      answerWithinMs = Math.min(2 * answerWithinMs, answerTimeoutMs.longest);
      drop(connection, 'no answer in time');
    }, answerWithinMs).unref();
    stan.on('connect', () => {
      if (current !== connection) return;
      clearTimeout(noAnswer);
      answerWithinMs = answerTimeoutMs.first;
      connection.open = true;
      isOutageLogged = false;
      wasConnected = true;
      logger.info(`connected to ${name}`);
      for (const subscription of subscriptions) listen(connection, subscription);
      for (const watch of watches) startWatch(connection, watch);
      for (const callback of connectedCallbacks) callback();
    });
    stan.on('disconnect', () => drop(connection, 'the connection broke'));
    // The library passes some errors as strings.
    stan.on('error', (error: unknown) => drop(connection, error));
    stan.on('connection_lost', (error: unknown) => drop(connection, error));
    stan.on('close', () => drop(connection, 'the connection was closed'));
  }

  open();

  return {
    get isConnected() {
      return current?.open === true;
    },

    publish(subject, data) {
      const connection = current;
      if (!connection?.open) return Promise.reject(away());
      return new Promise<void>((resolve, reject) => {
        const publish: PendingPublish = { reject };
        connection.pending.add(publish);
        const settle = (error: unknown): void => {
          connection.pending.delete(publish);
          if (error === undefined && current === connection && isOpen(connection.stan)) resolve();
          else reject(away(error));
        };
        try {
          connection.stan.publish(subject, data, settle);
        } catch (error) {
          settle(error);
        }
      });
    },

    subscribe(subscription) {
      subscriptions.push(subscription);
      if (current?.open) listen(current, subscription);
    },

    watch(watch) {
      watches.push(watch);
      if (current?.open) startWatch(current, watch);
    },

    onConnected(callback) {
      connectedCallbacks.push(callback);
      if (current?.open) callback();
    },

    async close() {
      isClosing = true;
      clearTimeout(retryTimer);
      const connection = current;
      if (!connection) return;
      // Closing the client keeps the durable subscriptions; unsubscribing would delete them.
      const closed = new Promise<void>((resolve) => {
        connection.stan.once('close', () => resolve());
        setTimeout(resolve, 2_000).unref();
      });
      drop(connection, 'closing');
      tryClose(connection.stan);
      await closed;
      // A client that is still connecting would otherwise keep trying.
      abandon(connection.stan);
    },
  };
}

const inner = (stan: Stan): Inner['nc'] => (stan as unknown as Inner).nc;

const isOpen = (stan: Stan): boolean => inner(stan)?.closed !== true;

/**
 * Ends a lost client. The library's `close` would send a request that names only the client id, which would end the
 * connection of the client that replaces it.
 */
function abandon(stan: Stan): void {
  // The library does not notice that its inner connection ends, so that its next ping would throw.
  clearTimeout((stan as unknown as Inner).pingTimer);
  inner(stan)?.close();
}

function tryClose(stan: Stan): void {
  try {
    stan.close();
  } catch {
    // It was closed already.
  }
}
