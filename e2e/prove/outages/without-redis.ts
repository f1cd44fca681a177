import { lateness, type Violation } from '../../kit/checker/judge';
import { flushRedis } from '../nemesis';
import type { Rehearsal } from '../rehearsal';
import { seconds } from '../report';

const orders = 100;
const holdSeconds = 30;
const goodMs = 30_000;

/** Redis loses everything and is killed while people hold tickets: orders ends the holds by itself. */
export async function withoutRedis(stage: Rehearsal): Promise<readonly Violation[]> {
  const { stack } = stage.stage;
  stage.tell('hold', String(holdSeconds));
  const held = await stage.orders(orders).finally(() => stage.forget('hold'));
  await flushRedis(stack.addresses.redis);
  stack.kill('redis');

  const ids = new Set(held.map(({ orderId }) => orderId));
  const lastEnd = Math.max(...held.map(({ expiresAt }) => expiresAt.getTime()));
  const own = async () => {
    const facts = await stage.facts();
    return { ...facts, orders: facts.orders.filter(({ _id }) => ids.has(_id)) };
  };
  const areOver = async (): Promise<true | undefined> =>
    (await own()).orders.every(({ status }) => status === 'cancelled') ? true : undefined;
  await stage
    .until('every hold has ended', areOver, lastEnd + goodMs - Date.now())
    // What still holds is said below.
    .catch(() => undefined);

  const facts = await own();
  const { early, latestMs } = lateness(facts);
  const open = facts.orders.filter(({ status }) => status !== 'cancelled');
  console.log(
    `Redis wiped and killed: ${held.length} open orders, ${held.length - open.length} cancelled, the latest ${seconds(latestMs)} after its time, ${early.length} early`,
  );
  const late = (says: string, ...about: string[]): Violation => ({
    promise: '5 Holds end',
    says,
    ids: about,
  });
  return [
    ...early,
    ...open.map(({ _id, status }) => late(`${_id} is still ${status}`, _id)),
    ...(latestMs > goodMs ? [late(`a hold ended ${seconds(latestMs)} after its time`)] : []),
  ];
}
