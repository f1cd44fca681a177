import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import {
  type createSharedReads,
  type Id,
  runService,
  type Service,
  type ServiceConfig,
  type ServiceDefinition,
  type toId,
} from '@ticketing-dev/common';
import { createNatsBus } from '@ticketing-dev/common/nats';

import { decorate } from '../kit/decorate';
import { guards, type Place, type Trap } from '../simulate/traps';

/**
 * The files by which a run tells its services what to do. `record`: write down every crash point that is passed.
 * `armed`: crash at this point, once; it is then renamed to `hit`. `break`: the guard to remove. `hold`: the length of
 * new reservations, in seconds. `lease`: every instance sweeps. `slow`: half of the shared queries take
 * so many milliseconds longer.
 */
export type ControlFile = 'record' | 'armed' | 'hit' | 'break' | 'hold' | 'lease' | 'slow';

const control = process.env['PROVE_CONTROL'] ?? '';
/** Such as `orders-2`; a prefix may stand before it. */
const [, service = '', number] = /(\w+)-(\d)$/.exec(process.env['NATS_CLIENT_ID'] ?? '') ?? [];
/**
 * Reads change nothing: a crash there is a crash before the next write. A sweep runs by the clock and belongs to no flow.
 */
const reads = /^(find|query|pending|count|nextId|on[A-Z]|all$|sweep$)/;

const at = (file: ControlFile): string => path.join(control, file);
const read = (file: ControlFile): string | undefined => {
  try {
    return readFileSync(at(file), 'utf8');
  } catch {
    return undefined;
  }
};
const crash = (): void => void process.kill(process.pid, 'SIGKILL');

function reach(point: string): void {
  if (existsSync(at('record'))) appendFileSync(at('record'), `${point}\n`);
  if (read('armed') !== point) return;
  try {
    renameSync(at('armed'), at('hit'));
  } catch {
    // The other instance was first.
    return;
  }
  crash();
}

type Method = (...args: unknown[]) => unknown;

/** A port whose methods come from the target that `choose` returns for each call, as `wrap` changes them. */
const proxied = <T extends object>(
  port: T,
  choose: () => object,
  wrap: (method: Method, key: string) => Method = (method) => method,
): T =>
  new Proxy(port, {
    get(_, key) {
      const target = choose();
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as Method;
      return typeof key === 'symbol' ? method : wrap(method, key);
    },
  });

/** Makes a crash point before and after each write of a port. */
const named = <T extends object>(port: T, name: string): T =>
  proxied(
    port,
    () => port,
    (method, key) => {
      if (reads.test(key)) return method;
      return async (...args) => {
        const point = `${service}: ${name} ${key}`;
        reach(`${point}, before`);
        const result: unknown = await method(...args);
        reach(`${point}, after`);
        return result;
      };
    },
  );

const trap = (): Trap | undefined => {
  const wanted = read('break');
  return wanted === undefined ? undefined : guards.find(({ name }) => name === wanted);
};

/** The port itself while no guard is removed, else as `change` makes it. */
const breakable = <T extends object>(port: T, change: (trap: Trap) => object | undefined): T =>
  proxied(port, () => {
    const wanted = trap();
    return (wanted && change(wanted)) ?? port;
  });

// The services' code finds this one function in this module.
const load = createRequire(__filename);
const idsFile = path.join(path.dirname(load.resolve('@ticketing-dev/common')), 'contracts/id.js');
const ids = load(idsFile) as { toId: typeof toId };
const canonical = ids.toId;
ids.toId = (value) => {
  const id = canonical(value);
  const isOther = id !== undefined && id !== value;
  return isOther && trap()?.idsAsSpelled === true ? (value as Id) : id;
};

// Found in the same way. Without the guard `fresh-reads`, a call joins the query that is running.
const sharing = load(
  path.join(path.dirname(load.resolve('@ticketing-dev/common')), 'base/shared-reads.js'),
) as { createSharedReads: typeof createSharedReads };
const fresh = sharing.createSharedReads;
sharing.createSharedReads = (find) => {
  const query: typeof find = async (key) => {
    const found = await find(key);
    const slowMs = Number(read('slow') ?? 0);
    // Only some of them, so that a request may reach its second query while another request waits for the same one.
    if (slowMs > 0 && Math.random() < 0.5) await delay(slowMs);
    return found;
  };
  const get = fresh(query);
  const running = new Map<unknown, ReturnType<typeof find>>();
  return (key) => {
    if (read('break') !== 'fresh-reads') return get(key);
    const joined = running.get(key) ?? query(key).finally(() => running.delete(key));
    running.set(key, joined);
    return joined;
  };
};

/** How long an instance may take to send a mail. With the real five minutes, a run would mostly wait. */
const mailLeaseMs = 3_000;

// One of two instances is slower, so that the other one can act in between.
const pause = (): Promise<void> => delay(number === '2' ? 5_000 : 300);

type ServiceLease = NonNullable<Service['lease']>;

/** Without the lease, both relays sweep, as in the moment in which the lease passes to another instance. */
const removable = (lease: ServiceLease): ServiceLease => ({
  loop: lease.loop,
  release: () => lease.release(),
  alone(work) {
    const alone = lease.alone(work);
    return () => (read('lease') === undefined ? alone() : work());
  },
});

/** Runs the service with its listeners named, too. */
function run<C extends ServiceConfig>(
  definition: Omit<ServiceDefinition<C>, 'env' | 'createBus'>,
): void {
  void runService<C>({
    ...definition,
    env: process.env,
    createBus: createNatsBus,
    build(config, platform) {
      const built = definition.build(config, platform);
      const listeners = built.listeners?.map((each) => named(each, each.subject)) ?? [];
      return { ...built, listeners, ...(built.lease && { lease: removable(built.lease) }) };
    },
  });
}

/** Each process loads only its own service: two would define the same models. */
const services: Readonly<Record<string, () => Promise<void>>> = {
  async expiration() {
    const { expirationService } = await import('@ticketing-dev/expiration/service');
    run(
      expirationService(({ queue, bus }) => ({
        queue: named(queue, 'queue'),
        bus: named(bus, 'bus'),
      })),
    );
  },

  async auth() {
    const { authService } = await import('@ticketing-dev/auth/service');
    run(
      authService(({ mails, mailer }) => {
        const soon = (): Date => new Date(Date.now() + mailLeaseMs);
        const claimed = named(
          decorate(mails, {
            transition: (mail, { dueAt, ...changes }, announce, condition) =>
              mails.transition(
                mail,
                { ...changes, ...(dueAt && { dueAt: soon() }) },
                announce,
                condition,
              ),
          }),
          'mail claim',
        );
        const noted = named(mails, 'mail note');
        return {
          mails: decorate(named(mails, 'mail'), {
            transition: (mail, changes, ...rest) =>
              (changes.state === undefined ? claimed : noted).transition(mail, changes, ...rest),
          }),
          mailer: mailer && named(mailer, 'mail server'),
        };
      }),
    );
  },

  async tickets() {
    const { ticketsService } = await import('@ticketing-dev/tickets/service');
    run(
      ticketsService(
        ({ tickets, orders, deletedUsers, passes, passKeys, doors, idempotencyKeys }, { bus }) => {
          const store = named(tickets, 'ticket');
          const issued = named(passes, 'pass');
          const copies = named(orders, 'order copy');
          const place: Place = { bus, crash, pause };
          return {
            tickets: breakable(store, ({ everyStore }) => everyStore?.(store, place)),
            passes: breakable(
              issued,
              ({ everyStore, passes: change }) =>
                everyStore?.(issued, place) ?? change?.(issued, place),
            ),
            // Written once in each database, so that no second flow passes it.
            passKeys,
            doors: named(doors, 'door'),
            // The trap's own memory is for the simulation. Here each process has one.
            orders: breakable(copies, ({ ordersOfTickets: change }) => change?.(copies, new Map())),
            deletedUsers: named(deletedUsers, 'deleted user'),
            idempotencyKeys: named(idempotencyKeys, 'idempotency key'),
          };
        },
      ),
    );
  },

  async payments() {
    const { paymentsService } = await import('@ticketing-dev/payments/service');
    run(
      paymentsService(({ payments, orders, deletedUsers, gateway, idempotencyKeys }, { bus }) => {
        const store = named(payments, 'payment');
        const stripe = named(gateway, 'Stripe');
        const place: Place = { bus, crash, pause };
        return {
          payments: breakable(store, ({ everyStore }) => everyStore?.(store, place)),
          orders: named(orders, 'order copy'),
          deletedUsers: named(deletedUsers, 'deleted user'),
          gateway: breakable(stripe, ({ gateway: change }) => change?.(stripe)),
          idempotencyKeys: named(idempotencyKeys, 'idempotency key'),
        };
      }),
    );
  },

  async orders() {
    const { ordersService } = await import('@ticketing-dev/orders/service');
    run(
      ordersService(({ orders, tickets, idempotencyKeys }, { now, bus }) => {
        const own = named(orders, 'order');
        const place: Place = { bus, crash, pause };
        const store = decorate(own, {
          insert: (order, announce) => {
            const seconds = read('hold');
            if (seconds === undefined) return own.insert(order, announce);
            const expiresAt = new Date(now().getTime() + Number(seconds) * 1000);
            return own.insert({ ...order, expiresAt }, announce);
          },
        });
        // Every order gets a slot of its own, so the unique index refuses nothing.
        const withoutIndex = decorate(store, {
          insert: (order, announce) => store.insert({ ...order, slot: order.id }, announce),
        });
        const copies = named(tickets, 'ticket copy');
        return {
          orders: breakable(store, ({ noUniqueIndex, everyStore, orders: change }) =>
            noUniqueIndex === true
              ? withoutIndex
              : (everyStore?.(store, place) ?? change?.(store, place)),
          ),
          tickets: breakable(copies, ({ ticketsOfOrders: change }) => change?.(copies)),
          idempotencyKeys: named(idempotencyKeys, 'idempotency key'),
        };
      }),
    );
  },
};

void services[service]?.();
