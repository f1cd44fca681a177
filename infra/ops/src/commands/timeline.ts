import type { CurrentState, Fact, Timeline, Topic } from '@ticketing-dev/common';

import { askEach } from '../ask-each';
import { columns, pairs } from '../columns';
import { NoAnswerError, NotThereError, WrongUseError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { type Service, services } from '../services';
import { standing } from '../standing';

const owners: Readonly<Record<Topic, Service>> = {
  order: 'orders',
  ticket: 'tickets',
  user: 'auth',
};
const mostOrders = 20;

interface FactOf extends Fact {
  readonly service: Service;
}

interface Known {
  readonly facts: readonly FactOf[];
  readonly now: readonly CurrentState[];
  readonly missing: readonly string[];
}

/** All that the services recorded about an order, a ticket or a user, in the order of time. */
export async function timeline({ ask, now }: Tools, id: string): Promise<Outcome> {
  if (!/^[0-9a-f]{24}$/i.test(id))
    throw new WrongUseError('An id of an order, a ticket or a user has 24 hexadecimal digits');

  const about = async (
    topic: Topic,
    which: string,
    from: readonly Service[] = services,
  ): Promise<Known> => {
    const { answers, missing } = await askEach<Timeline>(ask, from, `/timeline?${topic}=${which}`);
    return {
      facts: answers.flatMap(({ service, answer }) =>
        answer.facts.map((fact) => ({ ...fact, service })),
      ),
      now: answers.flatMap(({ answer }) => answer.now),
      missing,
    };
  };

  const topic = await topicOf(id);
  const own = await about(topic, id);
  const known = together([own, ...(await related(topic, own))]);
  const facts = [...known.facts].sort((a, b) => (a.at < b.at ? -1 : 1));
  const conclusion =
    known.missing.length > 0
      ? `Not every service answered, so that it is not known where the ${topic} stands.`
      : standing(topic, id, known.now, now());
  return {
    lines: [
      `${topic} ${id}`,
      ...columns(
        facts.map(({ at, service, what, details }) => [at, service, what, pairs(details)]),
      ),
      conclusion,
    ],
    json: { topic, id, facts, now: known.now, conclusion },
    missing: known.missing,
  };

  /** The owner of the id knows it. */
  async function topicOf(of: string): Promise<Topic> {
    const lost: NoAnswerError[] = [];
    for (const [each, owner] of Object.entries(owners) as [Topic, Service][]) {
      try {
        const { facts } = await ask.get<Timeline>(owner, `/timeline?${each}=${of}`);
        if (facts.length > 0) return each;
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        lost.push(error);
      }
    }
    if (lost[0]) throw lost[0];
    throw new NotThereError(`No service has an order, a ticket or a user ${of}`);
  }

  /** An order with what happened to its ticket, and a ticket with what happened to its orders. */
  async function related(of: Topic, { now: states }: Known): Promise<readonly Known[]> {
    if (of === 'user') return [];
    if (of === 'order') {
      const ticketId = states.find(({ kind }) => kind === 'order')?.['ticketId'];
      if (typeof ticketId !== 'string') return [];
      const ticket = await about('ticket', ticketId, ['tickets']);
      const ofThis = ({ what, details }: FactOf): boolean =>
        what.startsWith('ticket:') && details['orderId'] === id.toLowerCase();
      const now = ticket.now.filter(({ kind }) => kind === 'ticket');
      return [{ ...ticket, facts: ticket.facts.filter(ofThis), now }];
    }
    const orders = new Set(
      states.filter(({ kind }) => kind === 'order').map(({ id: orderId }) => orderId),
    );
    return Promise.all([...orders].slice(0, mostOrders).map((orderId) => about('order', orderId)));
  }
}

/** Puts together what is known, each fact once. */
function together(all: readonly Known[]): Known {
  const facts = new Map<string, FactOf>();
  for (const fact of all.flatMap((each) => each.facts)) facts.set(JSON.stringify(fact), fact);
  // tickets answers with its copies of orders, which orders itself knows better.
  const own = [...facts.values()];
  const isKnown = (fact: FactOf): boolean =>
    fact.service === 'tickets' &&
    fact.what === 'ordered' &&
    own.some(({ service, details }) => service === 'orders' && details['ticketId'] !== undefined);
  const now = new Map<string, CurrentState>();
  for (const state of all.flatMap((each) => each.now)) now.set(JSON.stringify(state), state);
  return {
    facts: own.filter((fact) => !isKnown(fact)),
    now: [...now.values()],
    missing: [...new Set(all.flatMap(({ missing }) => missing))],
  };
}
