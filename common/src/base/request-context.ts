import { AsyncLocalStorage } from 'node:async_hooks';

import { context, ROOT_CONTEXT } from '@opentelemetry/api';

/** The request that work belongs to: an HTTP request, or the one that caused the event that is being handled. */
export interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext | undefined>();

/** Runs `work` so that its logs and events have the request's id. Without an id, they have none. */
export const withRequest = <T>(requestId: string | undefined, work: () => T): T =>
  storage.run(requestId === undefined ? undefined : { requestId }, work);

/**
 * Runs `work` outside of every request and trace. Timers, loops and connections that outlive a call must be started with
 * this. Otherwise they keep the ids of the request that happened to start them.
 */
export const withoutRequest = <T>(work: () => T): T =>
  context.with(ROOT_CONTEXT, () => withRequest(undefined, work));

/** The id of the current request; undefined outside of one. */
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;
