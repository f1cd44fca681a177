import type { PaymentBody } from '@ticketing-dev/common/contracts';

import { ApiError } from './api-error';
import { type Caller, http } from './http';

/** The latest payment attempt for the order; null if there is none. */
export async function showPayment(orderId: string, caller?: Caller): Promise<PaymentBody | null> {
  try {
    const { data } = await http('payments', caller).get<PaymentBody>(
      `/api/payments/${encodeURIComponent(orderId)}`,
    );
    return data;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** A repeated key returns the same payment, so that a lost response never leads to a second payment. */
export async function createPayment(
  orderId: string,
  token: string,
  idempotencyKey: string,
): Promise<void> {
  await http('payments').post(
    '/api/payments',
    { orderId, token },
    { headers: { 'Idempotency-Key': idempotencyKey } },
  );
}
