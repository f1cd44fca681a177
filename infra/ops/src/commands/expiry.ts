import { columns } from '../columns';
import type { Outcome, Tools } from '../outcome';

interface Late {
  readonly orderId: string;
  readonly expiresAt: string;
  readonly lateMs: number;
}

interface Expiry {
  readonly overdue: readonly Late[];
  readonly recent: readonly (Late & { readonly cancelledAt: string })[];
}

type Timers = Readonly<Record<'waiting' | 'delayed' | 'active' | 'failed', number>>;

/** Longer than the sweep of orders needs. */
const acceptedMs = 10_000;

/** How late holds end: those that are overdue now, the last ones that ended, and the timers. */
export async function expiry({ ask }: Tools, limit: number): Promise<Outcome> {
  const [orders, timers] = await Promise.all([
    ask.get<Expiry>('orders', `/expiry?limit=${limit}`),
    ask.get<Timers>('expiration', '/timers'),
  ]);
  const lateness = orders.recent.map(({ lateMs }) => lateMs).sort((a, b) => a - b);
  const late = orders.overdue.filter(({ lateMs }) => lateMs > acceptedMs);
  return {
    lines: [
      `${orders.overdue.length} holds are overdue now`,
      ...columns(
        orders.overdue.map(({ orderId, expiresAt, lateMs }) => [
          `  ${orderId}`,
          `expired ${expiresAt}`,
          `${seconds(lateMs)} s ago`,
        ]),
      ),
      lateness.length === 0
        ? 'No hold has expired yet'
        : `The last ${lateness.length} holds ended ${seconds(at(lateness, 0.5))} s late (median), at most ${seconds(at(lateness, 1))} s`,
      `Timers: ${timers.delayed} delayed, ${timers.waiting} waiting, ${timers.active} active, ${timers.failed} failed`,
    ],
    json: { ...orders, timers },
    isFound: late.length > 0 || timers.failed > 0,
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
