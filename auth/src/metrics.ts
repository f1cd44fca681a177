import { type AggregateStore, gauge, type OnChanged } from '@ticketing-dev/common';
import { Counter } from 'prom-client';

import type { Mail } from './domain/mail';

/** How a sign-in ended. */
export type SignInOutcome = 'succeeded' | 'failed';

/** What the metrics of auth need. */
export interface AuthMetricsDeps {
  readonly mails: Pick<AggregateStore<Mail>, 'count'> & {
    onChanged(callback: OnChanged<Mail>): void;
  };
}

/** The metrics of auth. See docs/metrics.md. */
export function createAuthMetrics({ mails }: AuthMetricsDeps) {
  const sent = new Counter({
    name: 'mails_total',
    help: 'Mails by what happened to them',
    labelNames: ['outcome'],
    registers: [],
  });
  for (const outcome of ['waiting', 'sent', 'dropped', 'delayed']) sent.inc({ outcome }, 0);
  const signIns = new Counter({
    name: 'sign_ins_total',
    help: 'Sign-ins with a password, by outcome',
    labelNames: ['outcome'],
    registers: [],
  });
  for (const outcome of ['succeeded', 'failed']) signIns.inc({ outcome }, 0);

  mails.onChanged(({ before, after: { state, tries } }) => {
    if (before?.state !== state) sent.inc({ outcome: state });
    // Only a delivery that failed changes a waiting mail and leaves its tries.
    else if (before.tries === tries) sent.inc({ outcome: 'delayed' });
  });

  return {
    all: [
      sent,
      signIns,
      gauge({ name: 'mails_waiting', help: 'Mails that are not sent yet' }, () =>
        mails.count({ state: 'waiting' }),
      ),
    ],
    countSignIn: (outcome: SignInOutcome): void => signIns.inc({ outcome }),
  };
}
