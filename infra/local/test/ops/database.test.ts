import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { databaseUri } from '../../src/ops/database';
import { writeAddresses } from '../../src/stack/addresses-file';
import { recordRun, removeState } from '../../src/supervisor/state-file';

describe('the database that an operator means', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'ticketing-ops-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const kept = 'mongodb://127.0.0.1:5/orders?w=majority';
  const runHere = (): void => {
    writeAddresses(dir, { mongo: { orders: kept }, nats: '', redis: { host: '', port: 0 } });
    recordRun(dir, 'http://localhost:3000', []);
  };

  it.each([
    [{ ORDERS_MONGO_URI: 'mongodb://o/x' }, 'mongodb://o/x'],
    [{ ORDERS_MONGO_URI: ' mongodb://o/x\n', MONGO_URI: 'mongodb://h:1' }, 'mongodb://o/x'],
    [{ MONGO_URI: 'mongodb://h:1/orders\n' }, 'mongodb://h:1/orders'],
    [{ MONGO_URI: 'mongodb://h:1' }, 'mongodb://h:1/orders?w=majority&journal=true'],
    [{ MONGO_URI: 'mongodb://h:1/demo' }, 'mongodb://h:1/demo-orders?w=majority&journal=true'],
    [{ MONGO_URI: 'mongodb://h:1/orders?w=majority' }, 'mongodb://h:1/orders?w=majority'],
  ])('with %p is %s, even if a platform runs here', (env, uri) => {
    runHere();

    expect(databaseUri('orders', env, dir)).toBe(uri);
  });

  it('is the one of the platform that runs here', () => {
    runHere();

    expect(databaseUri('orders', {}, dir)).toBe(kept);
  });

  it('must be given by name if nothing runs', () => {
    runHere();
    removeState(dir);

    expect(() => databaseUri('orders', {}, dir)).toThrow('ORDERS_MONGO_URI nor MONGO_URI is set');
  });
});
