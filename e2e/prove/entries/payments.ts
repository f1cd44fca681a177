import { paymentsService } from '@ticketing-dev/payments/service';

import { createHarness } from './harness';

const { named, breakable, place, run } = createHarness('payments', process.env);

run(
  paymentsService(({ payments, orders, gateway }, { bus }) => {
    const plain = named(payments, 'payment');
    const stripe = named(gateway, 'Stripe');
    return {
      payments: breakable(plain, ({ everyStore }) => everyStore?.(plain, place(bus)) as never),
      orders: named(orders, 'order copy'),
      gateway: breakable(stripe, ({ gateway: change }) => change?.(stripe)),
    };
  }),
);
