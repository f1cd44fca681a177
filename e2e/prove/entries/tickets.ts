import { ticketsService } from '@ticketing-dev/tickets/service';

import { createHarness } from './harness';

const { named, breakable, place, run } = createHarness('tickets', process.env);

run(
  ticketsService(({ tickets, orders }, { bus }) => {
    const plain = named(tickets, 'ticket');
    return {
      tickets: breakable(plain, ({ everyStore }) => everyStore?.(plain, place(bus)) as never),
      orders: named(orders, 'order copy'),
    };
  }),
);
