import { ordersService } from '@ticketing-dev/orders/service';

import { createHarness } from './harness';

const { named, breakable, place, decorate, read, run } = createHarness('orders', process.env);

run(
  ordersService(({ orders, tickets }, { now, bus }) => {
    const own = named(orders, 'order');
    const plain = decorate(own, {
      insert: (order, announce) => {
        const seconds = read('hold');
        const expiresAt =
          seconds === undefined
            ? order.expiresAt
            : new Date(now().getTime() + Number(seconds) * 1000);
        return own.insert({ ...order, expiresAt }, announce);
      },
    });
    const store = breakable(plain, ({ noUniqueIndex, everyStore, orders: change }) => {
      // No two orders have the same slot then: what the index would refuse is let in.
      if (noUniqueIndex === true) {
        return decorate(plain, {
          insert: (order, announce) => plain.insert({ ...order, slot: order.id }, announce),
        });
      }
      return (everyStore?.(plain, place(bus)) ?? change?.(plain, place(bus))) as never;
    });
    const copies = named(tickets, 'ticket copy');
    return {
      orders: store,
      tickets: breakable(copies, ({ ticketsOfOrders: change }) => change?.(copies) as never),
    };
  }),
);
