import type { PassBody, PassKeysBody } from '@ticketing-dev/common/contracts';

import { type Caller, http } from './http';

/** The pass of a completed order. Its code is secret: only the buyer receives it. */
export async function showPass(orderId: string, caller?: Caller): Promise<PassBody> {
  const { data } = await http('tickets', caller).get<PassBody>(
    `/api/tickets/passes/${encodeURIComponent(orderId)}`,
  );
  return data;
}

/** The public keys of the codes: with them a device checks a signature itself. */
export async function showPassKeys(): Promise<PassKeysBody> {
  const { data } = await http('tickets').get<PassKeysBody>('/api/tickets/passes/keys');
  return data;
}
