import {
  type AggregateStore,
  eventFacts,
  type EventHistory,
  type Fact,
  type Id,
  isoTime,
  noTimeline,
  type Outbox,
  type Timeline,
  type TimelineSource,
} from '@ticketing-dev/common';

import type { Mail, MailKind } from '../domain/mail';
import { madeAt, type User } from '../domain/user';

const newest = 100;
/** An order ends with one of these versions: it is created with 0, and older builds had a status in between. */
const lastVersions = [1, 2, 3];

export interface TimelineDeps {
  readonly users: AggregateStore<User> & Pick<Outbox, 'pendingOf'>;
  readonly mails: Pick<AggregateStore<Mail>, 'query'>;
  readonly history: EventHistory;
}

/** What auth knows about an account, or about the mails of an order. It never contains an address. */
export function timeline({ users, mails, history }: TimelineDeps): TimelineSource {
  const ofUser = async (id: Id): Promise<Timeline> => {
    const [user, facts, sent] = await Promise.all([
      users.find(id),
      eventFacts(history, [users], id),
      mails.query({ where: { userId: id }, order: 'newest first', limit: newest }),
    ]);
    if (!user) return noTimeline;
    const verified = isoTime(user.emailProvenAt);
    return {
      facts: [
        { at: madeAt(user).toISOString(), what: 'account created', details: {} },
        ...(verified ? [{ at: verified, what: 'e-mail address confirmed', details: {} }] : []),
        ...facts,
        ...sent.map(mailFact),
      ],
      now: [
        {
          kind: 'user',
          id,
          sessions: user.sessions?.length ?? 0,
          isConfirmed: verified !== undefined,
          deletedAt: isoTime(user.deletedAt),
        },
      ],
    };
  };

  const ofOrder = async (id: Id): Promise<Timeline> => {
    const found = await mails.query({
      where: { key: keysOf(id) },
      order: 'oldest first',
      limit: newest,
    });
    return { facts: found.map(mailFact), now: [] };
  };

  return (topic, id) => {
    if (topic === 'user') return ofUser(id);
    return topic === 'order' ? ofOrder(id) : Promise.resolve(noTimeline);
  };
}

const kinds: Readonly<Record<string, readonly MailKind[]>> = {
  'order:completed': ['bought', 'sold'],
  'order:cancelled': ['order-expired'],
};

/** The keys that the mails of an order can have: see {@link Mail}. */
const keysOf = (orderId: Id): readonly string[] =>
  Object.entries(kinds).flatMap(([subject, some]) =>
    some.flatMap((kind) =>
      lastVersions.map((version) => `${subject}/${orderId}/${version} ${kind}`),
    ),
  );

function mailFact({ kind, state, tries, dueAt, sentAt, userId }: Mail): Fact {
  const at = sentAt ?? dueAt;
  const what = { sent: 'mail sent', waiting: 'mail waits', dropped: 'mail dropped' }[state];
  return { at: at.toISOString(), what, details: { kind, userId, tries } };
}
