import { setTimeout as delay } from 'node:timers/promises';

import { eventually, type WatchedStream, watchStream } from '@ticketing-dev/common/testing';

import { inPool } from '../kit/pool';
import { fillTickets } from './fill';
import { latencyOf, type Row, type Scenarios } from './measure';
import type { Platform } from './platform';
import { request } from './requests';

const changes = 10;
const connecting = 50;
/** Longer than changes are merged, so that each is sent by itself. */
const pauseMs = 400;
const arrivalMs = 30_000;

const last = ({ events }: WatchedStream) => events.at(-1)?.data[0];

/** Changes of one ticket, in turns at two instances, seen by watchers at both. */
async function watched(platform: Platform, watchers: number, path: string): Promise<Row> {
  const site = await platform.another('live', {}, { tickets: 2 });
  const streams: WatchedStream[] = [];
  try {
    const urls = site.stack
      .processes()
      .flatMap(({ name, url }) => (/^tickets-\d$/.test(name) ? [url] : []));
    const [ticket] = await fillTickets(site, 1);
    if (ticket === undefined) throw new Error('There is no ticket');
    const arrivals = new Map<number, number[]>();
    const onEvent = (data: WatchedStream['events'][number]['data']): void => {
      for (const { id, price } of data)
        if (id === ticket) arrivals.get(Number(price))?.push(performance.now());
    };
    await inPool(
      Array.from({ length: watchers }, (_, i) => i),
      connecting,
      async (i) => {
        const url = `${urls[i % urls.length]}${path.replace(':id', ticket)}`;
        streams.push(await watchStream(url, {}, ({ data }) => onEvent(data)));
      },
    );
    await eventually(() => {
      if (!streams.every((each) => last(each) !== undefined)) throw new Error('A stream is silent');
    }, arrivalMs);
    const latenciesMs: number[] = [];
    for (let i = 1; i <= changes; i += 1) {
      const price = 100 + i;
      const seen: number[] = [];
      arrivals.set(price, seen);
      const seller = site.member('seller');
      await site
        .to('tickets')
        .send(request(`PUT /api/tickets/${ticket}`, 200, { price }, seller, { title: 'x', price }));
      const answeredAt = performance.now();
      await eventually(() => {
        if (seen.length < watchers) throw new Error('A watcher has not seen the change');
      }, arrivalMs);
      latenciesMs.push(...seen.map((at) => Math.max(0, at - answeredAt)));
      await delay(pauseMs);
    }
    const note = `${watchers} streams, ${changes} changes: ${latenciesMs.length} arrivals`;
    return { latency: latencyOf({ latenciesMs }), note };
  } finally {
    for (const stream of streams) stream.close();
    await site.stack.close();
  }
}

/** From the answer to a change until it has arrived in each stream. */
export const live: Scenarios = {
  'a change of the ticket that is watched': (platform, { watchers }) =>
    watched(platform, watchers, '/api/tickets/:id/stream'),
  'a change on the first page': (platform, { watchers }) =>
    watched(platform, watchers, '/api/tickets/stream'),
};
