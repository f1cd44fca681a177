import { AsyncLocalStorage } from 'node:async_hooks';

/** What work is done for: an HTTP request, or the request that caused the event now being handled. */
export interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext | undefined>();

/** Runs `work` so that its logs and events carry the request's id, or none where it belongs to no request. */
export const withRequest = <T>(requestId: string | undefined, work: () => T): T =>
  storage.run(requestId === undefined ? undefined : { requestId }, work);

/**
 * Runs `work` outside of every request. Whatever outlives the call that starts it (a timer, a loop, a connection) is
 * started so: it would carry the id of whoever happened to start it.
 */
export const withoutRequest = <T>(work: () => T): T => withRequest(undefined, work);

/** The id of the request that the caller works for; undefined outside of one. */
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;
