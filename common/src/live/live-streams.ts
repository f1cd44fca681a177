import { randomInt } from 'node:crypto';

import type { Request, Response } from 'express';
import { Gauge, type Metric } from 'prom-client';

import type { Logger } from '../base/logger';
import { createLoop, type Loop } from '../base/loop';
import { createSharedReads } from '../base/shared-reads';
import type { Bus } from '../bus/bus';
import { UnavailableError } from '../errors/unavailable-error';
import { clientAddress } from '../http/client-address';
import type { Limits } from '../limits/create-limits';
import type { ChangeFeed } from './change-feed';
import type { LiveConfig } from './live-config';

/** Proxies close a connection that is silent: ours after 30 s, others after 60 s. */
const pulseMs = 20_000;
/** How often everything is read again while the bus is not connected. */
const pollMs = 1_000;
/** Browsers reconnect after a random time, so that those of a stopped instance do not come back together. */
const retryMs = { least: 2_000, most: 5_000 } as const;
/** A client that does not read would otherwise occupy memory without end. It connects again. */
const longestBacklogBytes = 1024 * 1024;
/** How long a refused address waits: streams end at any time. */
const refusalMs = 10_000;

/** A request for a stream. */
export interface LiveRequest {
  /** What the stream is about. All streams of a topic receive the same bytes. */
  readonly topic: string;
  /** Whether the stream may go on, for streams of one user. The default is that it always may. */
  readonly mayGoOn?: () => boolean;
}

/** The open streams of one instance: Server-Sent Events. See docs/adr/0029. */
export interface LiveStreams {
  /**
   * Answers with a stream: first the current state as the event `snapshot`, then every change as `changes`.
   *
   * @throws UnavailableError if this instance has as many streams as it may have
   * @throws LimitReachedError if the client's address has
   */
  open(request: Request, response: Response, live: LiveRequest): Promise<void>;
  /** Sends changes to the streams of a topic. */
  send(topic: string, changes: readonly unknown[]): void;
  /** Ends all streams, and refuses new ones. */
  end(): void;
  /** Reads everything again while the bus is not connected, and after that. */
  readonly loop: Loop;
  readonly metric: Metric;
}

interface Stream {
  readonly response: Response;
  readonly mayGoOn: () => boolean;
  /** What is sent after the snapshot; undefined once the snapshot is sent. */
  queued: Buffer[] | undefined;
}

/** What {@link createLiveStreams} needs. */
export interface LiveStreamsDeps {
  /** Reads the current state of a topic. */
  readonly read: (topic: string) => Promise<readonly unknown[]>;
  readonly bus: Pick<Bus, 'isConnected'>;
  readonly changes: Pick<ChangeFeed<unknown>, 'onMissed'>;
  readonly config: LiveConfig;
  readonly limits: Pick<Limits, 'elsewhere'>;
  readonly logger: Logger;
}

/**
 * Keeps streams open. A stream is registered before its snapshot is read, so that no change is lost between the two. A
 * change may therefore be older than the snapshot: clients drop what is older than what they have.
 */
export function createLiveStreams({
  read,
  bus,
  changes,
  config,
  limits,
  logger,
}: LiveStreamsDeps): LiveStreams {
  const topics = new Map<string, Set<Stream>>();
  const perAddress = new Map<string, number>();
  const refuse = limits.elsewhere({
    name: 'live streams per address',
    message: 'Too many live pages are open at this address',
  });
  let count = 0;
  let isEnded = false;
  let isMissed = false;

  /** One buffer for all streams that open together. */
  const snapshotOf = createSharedReads(async (topic: string) =>
    toEvent('snapshot', await read(topic)),
  );

  const write = (stream: Stream, bytes: Buffer): void => {
    const { response, mayGoOn, queued } = stream;
    if (queued) queued.push(bytes);
    else if (!mayGoOn()) response.end();
    else if (response.writableLength > longestBacklogBytes) response.destroy();
    else response.write(bytes);
  };

  const sendBytes = (topic: string, bytes: Buffer): void => {
    for (const stream of topics.get(topic) ?? []) write(stream, bytes);
  };

  const assertRoom = (address: string): void => {
    if (isEnded || count >= config.most)
      throw new UnavailableError('Too many live pages are open, please try again later');
    if ((perAddress.get(address) ?? 0) >= config.mostPerAddress) throw refuse(address, refusalMs);
  };

  const register = (topic: string, address: string, stream: Stream): (() => void) => {
    const ofTopic = topics.get(topic) ?? new Set();
    topics.set(topic, ofTopic.add(stream));
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    count += 1;
    return () => {
      if (!ofTopic.delete(stream)) return;
      count -= 1;
      if (ofTopic.size === 0 && topics.get(topic) === ofTopic) topics.delete(topic);
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left === 0) perAddress.delete(address);
      else perAddress.set(address, left);
    };
  };

  const refresh = async (): Promise<void> => {
    for (const topic of [...topics.keys()]) sendBytes(topic, await snapshotOf(topic));
  };

  const loop = createLoop(
    'live pages',
    pollMs,
    async () => {
      if (!isMissed && bus.isConnected) return;
      isMissed = false;
      try {
        await refresh();
      } catch (error) {
        isMissed = true;
        throw error;
      }
    },
    logger,
  );
  changes.onMissed(() => {
    isMissed = true;
    loop.kick();
  });

  const pulse = setInterval(() => {
    for (const topic of topics.keys()) sendBytes(topic, pulseEvent);
  }, pulseMs).unref();

  return {
    async open(request, response, { topic, mayGoOn = () => true }) {
      const address = clientAddress(request);
      assertRoom(address);
      const stream: Stream = { response, mayGoOn, queued: [] };
      const unregister = register(topic, address, stream);
      response.once('close', unregister);
      try {
        const snapshot = await snapshotOf(topic);
        // The deadline has answered, or the client is gone.
        if (response.headersSent || response.destroyed) {
          unregister();
          return;
        }
        startAnswer(response);
        const queued = stream.queued ?? [];
        stream.queued = undefined;
        for (const bytes of [snapshot, ...queued]) write(stream, bytes);
        if (isEnded || request.method === 'HEAD') response.end();
      } catch (error) {
        unregister();
        throw error;
      }
    },
    send(topic, changed) {
      if (topics.has(topic)) sendBytes(topic, toEvent('changes', changed));
    },
    end() {
      isEnded = true;
      clearInterval(pulse);
      for (const streams of topics.values()) {
        for (const { response, queued } of streams) if (!queued) response.end();
      }
    },
    loop,
    metric: new Gauge({
      name: 'live_streams',
      help: 'Open streams of live pages',
      registers: [],
      collect() {
        this.set(count);
      },
    }),
  };
}

const toEvent = (name: 'snapshot' | 'changes' | 'pulse', data: readonly unknown[]): Buffer =>
  Buffer.from(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);

/** An event and not a comment, because the code of a page cannot see comments. It must notice a silent connection. */
const pulseEvent = toEvent('pulse', []);

function startAnswer(response: Response): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    // nginx would otherwise collect the events.
    'X-Accel-Buffering': 'no',
  });
  response.write(`retry: ${randomInt(retryMs.least, retryMs.most)}\n\n`);
}
