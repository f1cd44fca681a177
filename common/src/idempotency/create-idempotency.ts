import { createHash, type KeyObject } from 'node:crypto';

import type { Request, RequestHandler, Response } from 'express';
import { Counter } from 'prom-client';

import { deriveKey, keyedHash } from '../base/derive-key';
import type { Logger } from '../base/logger';
import { createLoop, type Loop } from '../base/loop';
import { withTimeout } from '../base/with-timeout';
import { type Id, toId } from '../contracts';
import { KeyInUseError, KeyReusedError } from '../errors/request-errors';
import { DependencyError } from '../errors/unavailable-error';
import { RequestValidationError } from '../errors/request-validation-error';
import { readIdempotencyKey } from '../http/idempotency-key';
import { currentUserId } from '../middlewares/current-user';
import type { IdempotencyStore, KeptAnswer, KeyedRequest } from './idempotency-store';

const purpose = 'idempotency key';
const sweepIntervalMs = 60_000;
/** Twice the default deadline of a route. */
const defaultLeaseSeconds = 9;
/** Refusals that may end by themselves. They are not stored, and neither is a 5xx. */
const passingStatuses = [401, 429];
/** Below the deadline of a route: the answer is sent even if it cannot be stored. */
const storeTimeoutMs = 1_000;
/** The deadline's own 503 waits for it, usually because the database is unavailable. The lease ends by itself, too. */
const releaseTimeoutMs = 100;
const keptHeaders = ['Link', 'Location'];

/** What idempotency keys need. */
export interface IdempotencyDeps {
  readonly store: IdempotencyStore;
  readonly jwtKey: string;
  /** `JWT_KEY_PREVIOUS`: a body that was hashed with it is still recognised. */
  readonly jwtKeyPrevious?: string | undefined;
  readonly logger: Logger;
  /** How long a key is in use if its process crashes; 9 by default. It is longer than the deadline of a route. */
  readonly leaseSeconds?: number;
}

/** The middleware for idempotency keys, and the metric and the loop that it needs. */
export interface Idempotency {
  /**
   * Runs a request with an `Idempotency-Key` once for its user and route, and repeats its answer. It must come after
   * the validation, so that a refusal of the body is not stored. 401, 429 and 5xx are never stored.
   */
  readonly middleware: RequestHandler;
  /** The same middleware, for a route with a longer deadline. */
  readonly lasting: (leaseSeconds: number) => RequestHandler;
  /** Counts the requests with a key by their outcome. */
  readonly requests: Counter<'outcome'>;
  /** Deletes keys that have expired, because not every database has TTL indexes. */
  readonly sweep: Loop;
}

/** `Idempotency-Key`, as draft-ietf-httpapi-idempotency-key-header describes it. See docs/adr/0022. */
export function createIdempotency({
  store,
  jwtKey,
  jwtKeyPrevious,
  logger,
  leaseSeconds = defaultLeaseSeconds,
}: IdempotencyDeps): Idempotency {
  const hashKey = deriveKey(jwtKey, purpose);
  const previous = jwtKeyPrevious === undefined ? [] : [deriveKey(jwtKeyPrevious, purpose)];
  const requests = new Counter({
    name: 'idempotency_keys_total',
    help: 'Requests with an Idempotency-Key',
    labelNames: ['outcome'],
    registers: [],
  });

  /** A failed write does not fail the request: its key can be claimed again when its lease ends. */
  const written = async (write: Promise<void>, timeoutMs: number): Promise<void> => {
    try {
      await withTimeout(write, timeoutMs, () => new DependencyError('MongoDB'));
    } catch (error) {
      logger.warn({ err: error }, 'the state of an idempotency key was not stored in time');
    }
  };

  /** Stores the answer before it is sent, so that a client that has it can repeat the request. */
  const keepAnswer = (response: Response, id: string, owner: string): void => {
    const send = response.json.bind(response);
    response.json = (body: unknown): Response => {
      const { statusCode: status } = response;
      const isKept = status < 500 && !passingStatuses.includes(status);
      const stored = isKept
        ? written(store.complete(id, owner, answerOf(response, body)), storeTimeoutMs)
        : written(store.release(id, owner), releaseTimeoutMs);
      // Answered at the deadline. The next try gets this answer.
      if (response.headersSent) return send(body);
      void stored.then(() => {
        // Meanwhile the deadline may have set another status, or sent its answer.
        if (response.headersSent) return;
        response.status(status);
        send(body);
      });
      return response;
    };
  };

  const lasting =
    (seconds: number): RequestHandler =>
    async (request, response, next) => {
      const { idempotencyKey } = readIdempotencyKey(request);
      if (idempotencyKey === undefined) {
        next();
        return;
      }
      const keyed = keyedRequest(request, idempotencyKey, [hashKey, ...previous]);
      const claim = await store.claim(keyed, seconds * 1000);
      requests.inc({ outcome: claim.outcome });
      switch (claim.outcome) {
        case 'claimed':
          resultIds.set(request, claim.resultId);
          keepAnswer(response, keyed.id, claim.owner);
          next();
          return;
        case 'done':
          repeat(response, claim.answer);
          return;
        case 'running':
          throw new KeyInUseError();
        case 'other body':
          throw new KeyReusedError();
      }
    };

  return {
    middleware: lasting(leaseSeconds),
    lasting,
    requests,
    sweep: createLoop(
      'idempotency keys that have expired',
      sweepIntervalMs,
      () => store.sweep(),
      logger,
    ),
  };
}

const resultIds = new WeakMap<Request, Id>();

/**
 * The id for what the request makes. Each try with the same idempotency key has the same one, so that an insert that was
 * made before a crash is found. Undefined if the request has no key.
 */
export const resultIdOf = (request: Request): Id | undefined => resultIds.get(request);

function keyedRequest(
  request: Request,
  key: string,
  [hashKey, ...previous]: readonly [KeyObject, ...KeyObject[]],
): KeyedRequest {
  const { path } = request.route as { readonly path: string };
  const scope = JSON.stringify([currentUserId(request), request.method, path, key]);
  const body = canonical(request.body);
  return {
    // Without `JWT_KEY`: a change of that key must not let a request run twice.
    id: createHash('sha256').update(scope).digest('base64url'),
    fingerprints: [keyedHash(hashKey, body), ...previous.map((each) => keyedHash(each, body))],
  };
}

/** The body in one form: its fields are sorted, and its ids are in lower case. */
function canonical(body: unknown): string {
  try {
    return JSON.stringify([body], inOneForm);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RequestValidationError([{ message: 'The body is nested too deeply' }]);
  }
}

function inOneForm(name: string, value: unknown): unknown {
  if (name.endsWith('Id')) return toId(value) ?? value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function answerOf(response: Response, body: unknown): KeptAnswer {
  const headers = keptHeaders.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    status: response.statusCode,
    headers: Object.fromEntries(headers),
    body: JSON.stringify(body),
  };
}

const repeat = (response: Response, { status, headers, body }: KeptAnswer): void => {
  response.status(status).set(headers).set('Idempotent-Replayed', 'true').type('json').send(body);
};
