import type { IncomingMessage, ServerResponse } from 'node:http';

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

/** The route of a request that no route is for. */
export const noRoute = 'none';
const clientClosedRequest = 499;

/** Express has made a request of its own of Node's. */
function routeInExpress(request: IncomingMessage): string {
  const { path } = ((request as Partial<Request>).route ?? {}) as { readonly path?: unknown };
  return typeof path === 'string' ? path : noRoute;
}

/**
 * Calls `onEnded` once, when the response is closed.
 *
 * @param routeOf finds the pattern of the request's route; by default the one that Express has chosen
 */
export function watchRequest(
  request: IncomingMessage,
  response: ServerResponse,
  onEnded: (ended: EndedRequest) => void,
  routeOf: (request: IncomingMessage) => string = routeInExpress,
): void {
  const startedAt = performance.now();
  // Read now, because routers change it.
  const { url = '' } = request;
  response.once('close', () => {
    const route = routeOf(request);
    const { currentUser, body } = request as Pick<Partial<Request>, 'currentUser'> & {
      readonly body?: unknown;
    };
    const requestId = response.getHeader('x-request-id');
    const aggregateId = idInPath(route, url) ?? idInBody(body);
    onEnded({
      method: request.method ?? '',
      route,
      status: response.headersSent ? response.statusCode : clientClosedRequest,
      seconds: (performance.now() - startedAt) / 1000,
      isStream: response.getHeader('content-type') === 'text/event-stream',
      ...(typeof requestId === 'string' && { requestId }),
      ...(currentUser && { userId: currentUser.id }),
      ...(aggregateId !== undefined && { aggregateId }),
    });
  });
}

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
