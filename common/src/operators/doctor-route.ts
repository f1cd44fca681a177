import { Router } from 'express';

import type { ParkingLot } from '../bus/parking';
import type { Clock } from '../base/clock';
import type { Outbox } from '../outbox/outbox';
import type { DatabaseBackup } from './backup';

/** Something that needs an operator. */
export interface Finding {
  readonly problem: string;
  /** The page of docs/runbook, such as `order-stuck`. */
  readonly page: string;
}

/** Looks for problems that only this service can see. */
export type Check = () => Promise<readonly Finding[]>;

/** How one instance is. */
export interface Diagnosis {
  readonly service: string;
  /** The instance's clock. */
  readonly now: string;
  readonly findings: readonly Finding[];
}

export interface DoctorDeps {
  readonly name: string;
  readonly now: Clock;
  readonly isReady: () => boolean;
  readonly isBusConnected: () => boolean;
  readonly outboxes: readonly Outbox[];
  readonly parking: ParkingLot | undefined;
  /** What is weak or off in the settings. */
  readonly settings: readonly Finding[];
  readonly check: Check;
  readonly backup?: Pick<DatabaseBackup, 'isRestoring'> | undefined;
}

/** An event is published within a second, or by the sweep of another instance. */
const lateMs = 15_000;

/** `GET /doctor`: what is wrong at this instance. It answers also if the database is unavailable. */
export function doctorRoute(deps: DoctorDeps): Router {
  const { name, now, isReady, isBusConnected, outboxes, parking, settings, check, backup } = deps;

  const checkOutboxes: Check = async () => {
    const late = new Date(now().getTime() - lateMs);
    const waiting = await Promise.all(outboxes.map((outbox) => outbox.pendingSince(late, 1)));
    if (waiting.flat().length === 0) return [];
    const counts = await Promise.all(outboxes.map((outbox) => outbox.countPending()));
    const sum = counts.reduce((before, each) => before + each, 0);
    return [
      {
        problem: `events of ${sum} documents wait to be published, some for over ${lateMs / 1000} s`,
        page: 'outbox-lagging',
      },
    ];
  };

  const checkParked: Check = async () => {
    const count = (await parking?.count()) ?? 0;
    return count > 0
      ? [
          {
            problem: `${count} parked ${count === 1 ? 'message' : 'messages'}`,
            page: 'parked-messages',
          },
        ]
      : [];
  };

  const checkRestore: Check = async () =>
    (await backup?.isRestoring())
      ? [{ problem: 'a restore has begun and not ended', page: 'back-up-and-restore' }]
      : [];

  const router = Router();
  router.get('/doctor', async (_request, response) => {
    const findings: Finding[] = [...settings];
    if (!isBusConnected())
      findings.push({ problem: 'not connected to NATS Streaming', page: 'bus-down' });
    if (isReady()) {
      const found = await Promise.allSettled([
        checkOutboxes(),
        checkParked(),
        checkRestore(),
        check(),
      ]);
      for (const result of found) {
        if (result.status === 'fulfilled') findings.push(...result.value);
        else findings.push({ problem: messageOf(result.reason), page: 'stuck-pod' });
      }
    } else findings.push({ problem: 'not ready', page: 'stuck-pod' });
    response.json({ service: name, now: now().toISOString(), findings } satisfies Diagnosis);
  });
  return router;
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
