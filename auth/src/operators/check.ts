import type { AggregateStore, Check, Clock } from '@ticketing-dev/common';

import type { Mail } from '../domain/mail';

/** A mail that is tried again waits up to an hour. */
const acceptedMs = 5 * 60_000;

/** Finds mails that should have been sent. */
export const check =
  (mails: Pick<AggregateStore<Mail>, 'query'>, now: Clock): Check =>
  async () => {
    const late = await mails.query({
      where: { state: 'waiting' },
      atMost: { dueAt: new Date(now().getTime() - acceptedMs) },
      order: 'oldest first',
      limit: 1,
    });
    return late.length > 0
      ? [{ problem: 'mails are due for over 5 minutes and not sent', page: 'mail-not-sent' }]
      : [];
  };
