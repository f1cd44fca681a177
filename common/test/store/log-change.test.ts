import { recordedLog } from '@ticketing-dev/common/testing';

import { type Id, Subjects } from '../../src/contracts';
import { logChange } from '../../src/store/log-change';

const id = 'a'.repeat(24) as Id;
const orderId = 'b'.repeat(24);
const payment = { id, version: 2, orderId, status: 'authorised', card: { last4: '4242' } };

const captured: typeof payment = { ...payment, version: 3, status: 'captured' };

const lineOf = (name: string, change: Parameters<typeof logChange>[2]) => {
  const { logger, lines } = recordedLog();
  logChange(logger, name, change);
  return lines[0];
};

const event = (subject: Subjects) => ({
  eventId: `${subject}/${id}/3`,
  occurredAt: '2030-01-01T00:00:00Z',
  subject,
  aggregateId: id,
  version: 3,
  data: { email: 'ann@example.com' },
});

describe('the line of a change', () => {
  it('names the new state and the changed fields, and has no other value', () => {
    const line = lineOf('Payment', {
      before: payment,
      after: captured,
      fields: ['status', 'card'],
      event: undefined,
    });

    expect(line).toMatchObject({
      msg: 'payment captured',
      aggregateId: id,
      version: 3,
      state: 'captured',
      orderId,
      fields: ['status', 'card'],
    });
    expect(JSON.stringify(line)).not.toContain('4242');
  });

  it.each([
    ['the state of a new aggregate', 'Order', undefined, { status: 'created' }, 'order created'],
    ['the state of a pass', 'Pass', { state: 'valid' }, { state: 'admitted' }, 'pass admitted'],
    ['a change that is not of the state', 'User', {}, {}, 'user changed'],
    ['a new aggregate without a state', 'User', undefined, {}, 'user created'],
  ])('says %s', (_what, name, before, after, msg) => {
    const line = lineOf(name, {
      before: before && { id, version: 0, ...before },
      after: { id, version: 1, ...after },
      fields: [],
      event: undefined,
    });

    expect(line).toMatchObject({ msg });
  });

  it('has the ids of the event, and none of its data', () => {
    const line = lineOf('User', {
      before: { id, version: 2 },
      after: { id, version: 3 },
      fields: ['sessions'],
      event: event(Subjects.SessionEnded),
    });

    expect(line).toMatchObject({
      msg: 'session ended',
      subject: 'session:ended',
      eventId: `session:ended/${id}/3`,
    });
    expect(JSON.stringify(line)).not.toContain('ann@example.com');
  });
});
