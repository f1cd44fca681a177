import { AsyncLocalStorage } from 'node:async_hooks';

/** What work is done for: an HTTP request, or the request that caused the event now being handled. */
export interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that its logs and events carry the request's id. */
export const withRequest = <T>(requestId: string, work: () => T): T =>
  storage.run({ requestId }, work);

/** The id of the request that the caller works for; undefined outside of one. */
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;
