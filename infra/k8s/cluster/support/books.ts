import type { Addresses } from '@ticketing-dev/local';

import { forward, type Forward } from './forward';
import { shopUrl } from './settings';

export interface Books {
  readonly url: string;
  readonly stripeUrl: string;
  readonly addresses: Addresses;
}

const withDatabase = ['auth', 'tickets', 'orders', 'payments'];

/** Lets the databases and Stripe's ledger be read from here. The ways in are new each time: pods come and go. */
export async function withBooks<T>(read: (books: Books) => Promise<T>): Promise<T> {
  const forwards: Forward[] = [];
  const reach = async (target: string, port: number) => {
    const one = await forward(target, port);
    forwards.push(one);
    return one.port;
  };
  try {
    const stripe = await reach('service/stripe-srv', 3000);
    const mongo: Record<string, string> = {};
    for (const name of withDatabase) {
      const port = await reach(`service/${name}-mongo-srv`, 27017);
      mongo[name] = `mongodb://127.0.0.1:${port}/${name}?directConnection=true`;
    }
    return await read({
      url: shopUrl,
      stripeUrl: `http://127.0.0.1:${stripe}`,
      addresses: { mongo, nats: '', redis: { host: '', port: 0 } },
    });
  } finally {
    await Promise.all(forwards.map((one) => one.stop()));
  }
}
