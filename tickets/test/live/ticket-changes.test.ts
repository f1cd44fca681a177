import { Subjects, silentLogger } from '@ticketing-dev/common';
import { deliver, eventually, MemoryBus } from '@ticketing-dev/common/testing';

import type { Ticket } from '../../src/domain/ticket';
import type { ShownTicket } from '../../src/domain/tickets';
import { createTicketChanges } from '../../src/live/ticket-changes';
import { anOrder, completed, startService, type TestService } from '../support/service';

let service: TestService;
let bus: MemoryBus;
let reads: number;
let seen: ShownTicket[];
let stop: () => void;

beforeEach(async () => {
  service = await startService();
  bus = new MemoryBus();
  reads = 0;
  seen = [];
  const { tickets } = service;
  const changes = createTicketChanges({
    bus,
    tickets: {
      showMany: (ids) => {
        reads += 1;
        return tickets.showMany(ids);
      },
    },
    logger: silentLogger(),
  });
  changes.onChange((changed) => seen.push(...changed));
  stop = () => changes.stop();
});

afterEach(async () => {
  stop();
  await service.close();
});

const offer = { title: 'Row 1', priceInCents: 2_000 };
const announce = (subject: string, data: object) => bus.publish(subject, JSON.stringify(data));
const announceChange = async ({ id }: Ticket) => {
  const events = await service.eventsOf(id);
  for (const { subject, data } of events) await announce(subject, data);
};

describe('the changes of tickets', () => {
  it('says what a ticket is now, not what its event said', async () => {
    const ticket = await service.tickets.create('seller', offer);
    await announceChange(ticket);
    await service.tickets.update(ticket.id, 'seller', { ...offer, priceInCents: 3_000 });

    await announceChange(ticket);

    await eventually(() => expect(seen.at(-1)?.ticket).toMatchObject({ priceInCents: 3_000 }));
  });

  it('reads once for many events of a moment', async () => {
    const ticket = await service.tickets.create('seller', offer);

    for (let left = 50; left > 0; left -= 1) await announceChange(ticket);

    await eventually(() => expect(seen.length).toBeGreaterThan(1));
    // On a busy machine the events come over several moments.
    expect(reads).toBeLessThan(10);
  });

  it('says that a ticket is sold, although the event comes before the service has stored it', async () => {
    const ticket = await service.tickets.create('seller', offer);
    const order = anOrder(ticket);
    await deliver(service.hear.created, order);
    await announce(Subjects.OrderCompleted, completed(order));
    await eventually(() => expect(seen.at(-1)?.order?.status).toBe('created'));

    await deliver(service.hear.completed, completed(order));

    await eventually(() => expect(seen.at(-1)?.order?.status).toBe('complete'));
  });

  it('ignores a malformed event', async () => {
    const ticket = await service.tickets.create('seller', offer);
    await bus.publish(Subjects.TicketUpdated, '{');

    await announceChange(ticket);

    await eventually(() => expect(seen.at(-1)?.ticket.id).toBe(ticket.id));
  });
});
