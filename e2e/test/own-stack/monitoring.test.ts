import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { NewDoorBody, PassBody } from '@ticketing-dev/common/contracts';
import { eventually } from '@ticketing-dev/common/testing';
import { alertRules, repository } from '@ticketing-dev/local';
import axios from 'axios';
import { connect } from 'node-nats-streaming';

import { aTicketOnSale, cancel, ended, order, orderNow, pay, placeOrder } from '../../kit/market';
import { ops } from '../../kit/ops';
import { anOwnStack, type OwnStack } from '../../kit/own-stack';
import { aMember, bodyOf, expectStatus } from '../../kit/person';

const withinMs = 60_000;
/** `for` is a minute, and Prometheus looks every five seconds. */
const alertWithinMs = 150_000;
/** What Grafana would put in for a short range. */
const rateInterval = '1m';

const boards = path.join(repository, 'infra/k8s/components/monitoring/boards');

interface Board {
  readonly panels: readonly {
    readonly title: string;
    readonly targets?: readonly { readonly expr: string }[];
  }[];
}

const boardQueries: [string, string][] = readdirSync(boards).flatMap((file) => {
  const { panels } = JSON.parse(readFileSync(path.join(boards, file), 'utf8')) as Board;
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }): [string, string] => [
      `${title}: ${expr}`,
      expr.replaceAll('$__rate_interval', rateInterval),
    ]),
  );
});

/** The table of docs/metrics.md: the processes that serve each metric. */
function documented(): Record<string, string[]> {
  const text = readFileSync(path.join(repository, 'docs/metrics.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` +\|[^|]*\|[^|]*\| ([\w, ]+?) +\|/gm)];
  return Object.fromEntries(
    rows.map(([, name = '', services = '']) => [name, services.split(', ').sort()]),
  );
}

describe('the monitoring of a platform', () => {
  let stack: OwnStack;
  beforeAll(async () => {
    stack = await anOwnStack({
      mailbox: true,
      observe: true,
      env: { EXPIRATION_WINDOW_SECONDS: '10' },
    });
  });
  afterAll(() => stack.end());

  async function ask<T>(what: string, params: object = {}): Promise<T> {
    const { data } = await axios.get<{ readonly data: T }>(
      `${stack.prometheusUrl}/api/v1/${what}`,
      { params },
    );
    return data.data;
  }

  const valuesOf = async (query: string): Promise<readonly unknown[]> =>
    (await ask<{ readonly result: readonly unknown[] }>('query', { query })).result;

  /** Everything that the boards show. */
  async function useTheShop(): Promise<void> {
    const [seller, buyer] = [await aMember(stack), await aMember(stack)];
    const [sold, freed, forgotten] = [
      await aTicketOnSale({ seller }),
      await aTicketOnSale({ seller }),
      await aTicketOnSale({ seller }),
    ];
    const late = await placeOrder(buyer, forgotten);
    const first = await placeOrder(buyer, freed);
    expect((await pay(buyer, first, 'tok_chargeDeclined')).status).toBe(400);
    expectStatus(await cancel(buyer, first), 204);
    const placed = await placeOrder(buyer, sold);
    expectStatus(await order(seller, sold.id), 400);
    expectStatus(await pay(buyer, placed), 201);
    await ended(buyer, placed);
    const { code = '' } = await eventually(async () => {
      const pass = bodyOf<PassBody>(await buyer.person.pass(placed.id));
      if (!pass) throw new Error('no pass yet');
      return pass;
    }, withinMs);
    const door = bodyOf<NewDoorBody>(await seller.person.openDoor(sold.id));
    await seller.person.showCode(door?.token ?? '', randomUUID(), code);
    // Only a captured payment can be refunded, and the capture follows the completed order.
    await eventually(async () => {
      const refunded = await ops(stack, 'refund', placed.id, '--reason', 'a test');
      expect(refunded).toMatchObject({ exitCode: 0 });
    }, withinMs);
    const wrong = { email: buyer.email, password: 'not the password' };
    expectStatus(await buyer.person.call('POST', '/api/users/signin', wrong), 400);
    await buyer.person.look('/api/tickets?q=jazz');
    await buyer.person.look('/api/tickets/events?q=jazz');
    await buyer.person.look('/');
    await eventually(async () => {
      if ((await orderNow(buyer, late)).status !== 'cancelled') throw new Error('not expired yet');
    }, withinMs);
  }

  it('serves every metric of docs/metrics.md, and no other', async () => {
    const served: Record<string, string[]> = {};
    for (const { name, operatorUrl } of stack.processes()) {
      if (operatorUrl === undefined) continue;
      const { data } = await axios.get<string>(`${operatorUrl}/metrics`);
      for (const [, metric = ''] of data.matchAll(/^# TYPE (\w+)/gm)) {
        if (/^(nodejs|process)_/.test(metric)) continue;
        served[metric] = [...(served[metric] ?? []), name].sort();
      }
    }

    expect(served).toEqual(documented());
  });

  it('shows a sale, a refund, an admission and an expiration on its boards', async () => {
    await useTheShop();

    await eventually(async () => {
      const empty: string[] = [];
      for (const [title, query] of boardQueries) {
        if ((await valuesOf(query)).length === 0) empty.push(title);
      }
      expect(empty).toEqual([]);
    }, withinMs);

    const counts: Readonly<Record<string, string>> = {
      'orders_total{outcome="expired"}': '1',
      'orders_total{outcome="cancelled"}': '1',
      'orders_total{outcome="complete"}': '1',
      'passes_total{state="admitted"}': '1',
      payments_captured_cents_total: '2700',
      payments_refunded_cents_total: '2700',
      'min(bus_connected)': '1',
      'min(database_connected)': '1',
      tickets_sold_twice: '0',
      orders_paid_without_ticket: '0',
    };
    const scraped = async (query: string): Promise<string | undefined> => {
      const [found] = (await valuesOf(query)) as { readonly value: readonly [number, string] }[];
      return found?.value[1];
    };
    await eventually(async () => {
      for (const [query, value] of Object.entries(counts)) {
        expect([query, await scraped(query)]).toEqual([query, value]);
      }
    }, withinMs);
  });

  const firing = async (): Promise<string[]> => {
    const { alerts } = await ask<{
      readonly alerts: readonly {
        readonly state: string;
        readonly labels: { readonly alertname: string };
      }[];
    }>('alerts');
    const names = alerts
      .filter(({ state }) => state === 'firing')
      .map(({ labels }) => labels.alertname);
    return [...new Set(names)].sort();
  };

  const fires = (alert: string): Promise<void> =>
    eventually(async () => {
      if (!(await firing()).includes(alert)) throw new Error(`${alert} does not fire`);
    }, alertWithinMs);

  it('evaluates every alert, and none fires', async () => {
    const { groups } = await ask<{
      readonly groups: readonly {
        readonly rules: readonly { readonly name: string; readonly health: string }[];
      }[];
    }>('rules');
    const rules = groups.flatMap((group) => group.rules);

    expect(rules.map(({ name }) => name).sort()).toEqual(
      alertRules()
        .groups.flatMap((group) => group.rules.map(({ alert }) => alert))
        .sort(),
    );
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(await firing()).toEqual([]);
  });

  it('alerts when a message is parked', async () => {
    const client = connect('ticketing', 'a-test', { url: stack.addresses.nats });
    await new Promise((resolve) => client.once('connect', resolve));
    await new Promise((resolve) => client.publish('order:created', 'not JSON', resolve));
    client.close();

    await fires('MessagesParked');
  });

  it('alerts when the bus is away, and when the databases are', async () => {
    await stack.stop('nats');
    await stack.stop('mongo');

    await Promise.all([fires('BusDown'), fires('DatabaseDown')]);
  }, 300_000);
});
