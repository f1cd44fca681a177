import { noAnswer } from './api-error';
import type { Caller } from './http';

const timeoutMs = 15_000;
/** A payment may take 15 seconds at Stripe. This time-out is well above that. */
const paymentTimeoutMs = 40_000;

/** Calls a service from the browser. It uses `fetch`, so that no page has to load a library for it. */
export const browserSend: Caller = (service) => async (call) => {
  const { method, path, body, headers } = call;
  const ms = call.timeoutMs ?? (service === 'payments' ? paymentTimeoutMs : timeoutMs);
  try {
    const response = await fetch(path, {
      method,
      headers: { Accept: 'application/json', ...(body && json), ...headers },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ms),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    throw noAnswer(error instanceof Error && error.name === 'TimeoutError');
  }
};

const json = { 'Content-Type': 'application/json' };
