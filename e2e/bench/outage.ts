import { readBus } from '../kit/checker/bus';
import { fillTickets } from './fill';
import { ordering } from './flows';
import { closed, drained, type Scenarios } from './measure';

const instances = 6;

export const outage: Scenarios = {
  /** Each event should be published once: ADR 24. */
  async 'six instances publish a backlog after an outage'(platform, { backlog }) {
    const site = await platform.another('outage', {}, { orders: instances });
    const order = ordering(site, await fillTickets(site, backlog));
    await site.stack.stop('nats');
    const stopped = performance.now();
    await closed(order, { requests: backlog });
    const outageSeconds = ((performance.now() - stopped) / 1000).toFixed(0);
    await site.stack.start('nats');
    const back = performance.now();
    await drained(site, 'orders');
    const seconds = ((performance.now() - back) / 1000).toFixed(1);
    const messages = (await readBus(site.stack.addresses.nats)).filter(
      ({ subject }) => subject === 'order:created',
    );
    const published = new Set(messages.map(({ data }) => data.id)).size;
    if (published !== backlog) throw new Error(`${published} of ${backlog} orders were published`);
    await site.stack.close();
    const times = (messages.length / backlog).toFixed(2);
    const note = `${messages.length} messages for ${backlog} events (${times} ×); all published ${seconds} s after NATS Streaming was ready; it was stopped for ${outageSeconds} s`;
    return { note };
  },
};
