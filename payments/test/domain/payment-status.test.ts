import {
  nextState,
  type PaymentChange,
  type PaymentState,
  paymentStates,
  toStatus,
} from '../../src/domain/payment-status';

const changes: readonly PaymentChange[] = [
  'authorised',
  'failed',
  'captured',
  'released',
  'uncapturable',
];

const allowed: readonly [PaymentState, PaymentChange, PaymentState][] = [
  ['pending', 'authorised', 'authorised'],
  ['pending', 'failed', 'failed'],
  ['authorised', 'captured', 'captured'],
  ['authorised', 'released', 'released'],
  ['authorised', 'uncapturable', 'capture_failed'],
  ['failed', 'authorised', 'authorised'],
];

describe('the table of transitions', () => {
  it.each(allowed)('lets a payment that is %s and %s be %s', (from, change, to) => {
    expect(nextState(from, change)).toBe(to);
  });

  it('allows nothing else: captured, released and capture_failed are final', () => {
    const possible = paymentStates.flatMap((state) =>
      changes.filter((change) => nextState(state, change)).map((change) => [state, change]),
    );

    expect(possible.toSorted()).toEqual(allowed.map(([from, what]) => [from, what]).toSorted());
  });

  it('shows a buyer a payment whose money is lost as failed', () => {
    expect(paymentStates.map(toStatus)).toEqual([
      'pending',
      'authorised',
      'captured',
      'failed',
      'released',
      'failed',
    ]);
  });
});
