import { DependencyError } from '@ticketing-dev/common';
import { eventually } from '@ticketing-dev/common/testing';
import type Queue from 'bull';

import type { ExpirationWorker } from '../../src/queue/expiration-queue';
import { linkToRedis } from '../support/link';
import { newId } from '../support/orders';
import { asAnOperator, openQueue } from '../support/worker';

const hour = 3_600_000;

let operator: Queue.Queue<unknown>;
let cleanUp: (() => Promise<unknown>)[];
beforeEach(async () => {
  operator = asAnOperator();
  await operator.obliterate({ force: true });
  cleanUp = [() => operator.close()];
});
afterEach(async () => {
  for (const close of cleanUp.reverse()) await close();
});

async function open(...config: Parameters<typeof openQueue>) {
  const opened = await openQueue(...config);
  cleanUp.push(opened.close);
  return opened.queue;
}

/** Starts a worker that notes what it is told; `handle` may fail first. */
function start(
  queue: Awaited<ReturnType<typeof open>>,
  handle: (orderId: string) => Promise<void> = () => Promise.resolve(),
): { told: string[]; worker: ExpirationWorker } {
  const told: string[] = [];
  const worker = queue.worker(async (orderId) => {
    await handle(orderId);
    told.push(orderId);
  });
  worker.start();
  cleanUp.push(() => worker.stop());
  return { told, worker };
}

describe('the queue of expirations', () => {
  it('keeps an order as a job with the contract’s name and data, until its time', async () => {
    const queue = await open();
    const id = newId();

    await queue.add(id, hour);

    expect(await operator.getJob(id)).toMatchObject({
      id,
      data: { orderId: id },
      opts: { delay: hour },
    });
    expect(await operator.getDelayedCount()).toBe(1);
  });

  it('reports an order at its time, and deletes its job', async () => {
    const queue = await open();
    const { told } = start(queue);
    const [now, later] = [newId(), newId()];

    await queue.add(now, 100);
    await queue.add(later, hour);

    await eventually(() => expect(told).toEqual([now]));
    await eventually(async () => expect(await operator.getJob(now)).toBeNull());
  });

  it('reports an order whose job has lost its data', async () => {
    const queue = await open();
    const id = newId();
    const { told } = start(queue);

    await operator.add({}, { jobId: id });

    await eventually(() => expect(told).toEqual([id]));
  });

  it('reports the order of a job, however its id is spelled, and drops a job without an order', async () => {
    const queue = await open();
    const id = newId();
    const { told } = start(queue);

    await operator.add({ orderId: 'no order' }, { jobId: 'no order' });
    await operator.add({ orderId: id.toUpperCase() }, { jobId: id });

    await eventually(() => expect(told).toEqual([id]));
    await eventually(async () => expect(await operator.getCompletedCount()).toBe(2));
  });

  it('keeps one job of an order that is added twice', async () => {
    const queue = await open();
    const id = newId();
    await queue.add(id, hour);

    await queue.add(id, 1);

    expect(await operator.getDelayedCount()).toBe(1);
    expect(await operator.getJob(id)).toMatchObject({ opts: { delay: hour } });
  });

  it('deletes the job of a removed order, and ignores an unknown one', async () => {
    const queue = await open();
    const id = newId();
    await queue.add(id, hour);
    expect(await operator.getJob(id)).not.toBeNull();

    await queue.remove(id);
    await queue.remove(id);

    expect(await operator.getJob(id)).toBeNull();
  });

  it('accepts the removal of an order that is being reported', async () => {
    const queue = await open();
    const id = newId();
    let finish: (() => void) | undefined;
    const { told } = start(queue, () => new Promise<void>((resolve) => (finish = resolve)));
    await queue.add(id, 0);
    await eventually(() => expect(finish).toBeDefined());

    await queue.remove(id);
    finish?.();

    await eventually(() => expect(told).toEqual([id]));
  });

  it('waits longer than a 32-bit timer can', async () => {
    const queue = await open();
    const { told } = start(queue);
    const [now, far] = [newId(), newId()];

    await queue.add(far, 2 ** 31 + hour);
    await queue.add(now, 0);

    await eventually(() => expect(told).toEqual([now]));
    expect(await operator.getJob(far)).toMatchObject({ opts: { delay: 2 ** 31 + hour } });
    expect(await operator.getDelayedCount()).toBe(1);
  });

  it('retries a failed job until it succeeds', async () => {
    const queue = await open();
    let failures = 2;
    const { told } = start(queue, () =>
      failures-- > 0 ? Promise.reject(new DependencyError('The bus')) : Promise.resolve(),
    );
    const id = newId();

    await queue.add(id, 0);

    await eventually(() => expect(told).toEqual([id]), 15_000);
    await eventually(async () => expect(await operator.getJob(id)).toBeNull());
  }, 20_000);

  it('retries the job of a dead worker, however many workers have died with it', async () => {
    const queue = await open();
    const id = newId();
    await queue.add(id, 0);
    // What a worker leaves that dies between taking a job and locking it.
    await operator.client.rpoplpush(operator.toKey('wait'), operator.toKey('active'));
    await operator.client.hset(operator.toKey(id), 'stalledCounter', 50);

    const { told } = start(queue);

    await eventually(() => expect(told).toEqual([id]), 20_000);
  }, 25_000);

  it('finishes its current job before it stops', async () => {
    const queue = await open();
    let finish: (() => void) | undefined;
    const { told, worker } = start(queue, () => new Promise<void>((resolve) => (finish = resolve)));
    const id = newId();
    await queue.add(id, 0);
    await eventually(() => expect(finish).toBeDefined());

    const stopped = worker.stop();
    finish?.();
    await stopped;

    expect(told).toEqual([id]);
    expect(await operator.getJob(id)).toBeNull();
  });

  describe('while Redis is unavailable', () => {
    it('reports a closed connection immediately and a hanging one soon, and reconnects', async () => {
      const link = await linkToRedis();
      cleanUp.push(() => link.close());
      const queue = await open(link);
      const { told } = start(queue);
      const [first, second] = [newId(), newId()];
      await queue.add(first, 1_000);

      link.hang();
      await expect(queue.add(second, 0)).rejects.toThrow(DependencyError);
      await link.cut();
      await eventually(() =>
        expect(queue.add(second, 0)).rejects.toThrow('Redis is not available right now'),
      );
      await link.mend();

      await eventually(() => queue.add(second, 0));
      // An add that was given up may have been done all the same: twice is harmless.
      await eventually(() => expect(new Set(told)).toEqual(new Set([first, second])), 30_000);
    }, 60_000);
  });
});
