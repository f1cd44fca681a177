import type { RequestListener } from 'node:http';

import type { Request } from 'express';

import { toId } from '../contracts';

/** A request whose response is closed. */
export interface EndedRequest {
  readonly method: string;
  /** The pattern of the route, such as `/api/orders/:orderId`. It has no ids, so that metrics can have it as a label. */
  readonly route: string;
  /** 499 if the client closed the connection before the answer, as in nginx. */
  readonly status: number;
  readonly seconds: number;
  /** Whether the answer was a stream of events, whose duration says nothing. */
  readonly isStream: boolean;
  readonly requestId?: string;
  readonly userId?: string;
  /** The id in the path, or the one of the order or the ticket in the body. */
  readonly aggregateId?: string;
}

const noRoute = 'none';
const clientClosedRequest = 499;

/** Calls `onEnded` once for each request, when its response is closed. */
export const watchRequests =
  (listener: RequestListener, onEnded: (ended: EndedRequest) => void): RequestListener =>
  (incoming, response) => {
    const startedAt = performance.now();
    // Its URL now, because routers change it.
    const { url = '' } = incoming;
    response.once('close', () => {
      // Express has made a request of its own of it.
      const request = incoming as Partial<Request>;
      const { path } = (request.route ?? {}) as { readonly path?: unknown };
      const route = typeof path === 'string' ? path : noRoute;
      const requestId = response.getHeader('x-request-id');
      const userId = request.currentUser?.id;
      const aggregateId = idInPath(route, url) ?? idInBody(request.body);
      onEnded({
        method: incoming.method ?? '',
        route,
        status: response.headersSent ? response.statusCode : clientClosedRequest,
        seconds: (performance.now() - startedAt) / 1000,
        isStream: response.getHeader('content-type') === 'text/event-stream',
        ...(typeof requestId === 'string' && { requestId }),
        ...(userId !== undefined && { userId }),
        ...(aggregateId !== undefined && { aggregateId }),
      });
    });
    listener(incoming, response);
  };

/** Express forgets the parameters when a route passes on an error. */
function idInPath(route: string, url: string): string | undefined {
  const at = route.split('/').findIndex((part) => part.startsWith(':'));
  return at < 0 ? undefined : toId(url.split(/[/?]/)[at]);
}

function idInBody(body: unknown): string | undefined {
  const { orderId, ticketId } = (body ?? {}) as {
    readonly orderId?: unknown;
    readonly ticketId?: unknown;
  };
  return toId(orderId) ?? toId(ticketId);
}
