import { columns } from '../columns';
import { WrongUseError } from '../errors';
import type { Outcome, Tools } from '../outcome';

/** An attempt to pay, as payments answers it. */
interface Attempt {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
  readonly amount: number;
  readonly stripeId?: string;
  readonly card?: string;
  readonly createdAt?: string;
  readonly failure?: string;
  readonly refund?: string;
  readonly refundedAt?: string;
}

/** Every payment of a user, given by id or by e-mail address. The address is sent to auth only, and logged nowhere. */
export async function charged({ ask }: Tools, who: string): Promise<Outcome> {
  const userId = who.includes('@') ? await idOf(who) : who;
  if (!/^[0-9a-f]{24}$/i.test(userId))
    throw new WrongUseError('Give a user’s id, or an e-mail address');
  const payments = await ask.get<readonly Attempt[]>('payments', `/payments?user=${userId}`);
  const kept = payments.filter((payment) => payment.status === 'captured' && !isRefunded(payment));
  const sum = kept.reduce((cents, { amount }) => cents + Math.round(amount * 100), 0) / 100;
  return {
    lines: [
      `user ${userId}`,
      ...columns(
        payments.map((payment) => [
          payment.createdAt,
          payment.amount.toFixed(2),
          isRefunded(payment) ? `refunded at ${payment.refundedAt ?? ''}` : payment.status,
          payment.stripeId,
          payment.card,
          `order ${payment.orderId}`,
          payment.failure,
        ]),
      ),
      `Charged: ${sum.toFixed(2)}, in ${kept.length} of ${payments.length} payments.`,
    ],
    json: { userId, payments, charged: sum },
  };

  async function idOf(email: string): Promise<string> {
    const header = { 'x-email': encodeURIComponent(email) };
    return (await ask.get<{ readonly id: string }>('auth', '/user-id', header)).id;
  }
}

const isRefunded = ({ refund }: Attempt): boolean => refund === 'done';
