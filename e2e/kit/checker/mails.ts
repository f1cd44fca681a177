import { mailsAgain } from '../mail-server';
import type { Facts, MailDoc } from './facts';
import { type Findings, repeated } from './judge';

/** The most mails that one instance of auth sends concurrently. */
const mostInFlight = 5;

/** What the checker knows of mails. */
export interface MailEvidence {
  readonly facts: Pick<Facts, 'users' | 'orders'>;
  /** The records of auth. */
  readonly mails: readonly MailDoc[];
  /** How often each mail came to the mail server. */
  readonly received: ReadonlyMap<string, number>;
  /** How often an instance of auth was killed or stopped. Only then may mails be sent again. */
  readonly deaths: number;
}

/** Compares the mails with the complete orders of people with an account. */
export function* everySaleIsMailedOnce(evidence: MailEvidence): Findings {
  const { facts, mails, received, deaths } = evidence;
  const accounts = new Set(facts.users.map(({ _id }) => _id));
  const recorded = new Set(mails.map(({ key }) => key));
  for (const { _id, status, userId, version } of facts.orders) {
    if (status !== 'complete' || !accounts.has(userId)) continue;
    if (!recorded.has(`order:completed/${_id}/${version} bought`)) {
      yield [`no mail is recorded for the complete order ${_id}`, _id];
    }
  }
  for (const [key, several] of repeated(mails, (mail) => mail.key)) {
    yield [`${several.length} mails are recorded for ${key}`];
  }
  const sent = mails.filter(({ state }) => state === 'sent').length;
  if (received.size < sent) yield [`${sent} mails are sent, and ${received.size} came`];
  if (received.size > mails.length)
    yield [`${received.size} mails came, of ${mails.length} that are recorded`];
  for (const { _id, kind, state } of mails) {
    // To an address that nobody has proven, this kind is dropped on purpose.
    if (state === 'dropped' && kind !== 'order-expired') yield [`the mail ${_id} was dropped`, _id];
  }
  const again = mailsAgain(evidence);
  if (again > deaths * mostInFlight)
    yield [`${again} mails came again, although auth was killed ${deaths} times`];
}
