import { type ErrorCode, errorStatuses } from '@ticketing-dev/common';
import {
  accountBody,
  admissionBody,
  currentUserBody,
  doorBody,
  eventBody,
  id,
  orderBody,
  passBody,
  paymentBody,
  publicUserBody,
  ticketBody,
  userBody,
} from '@ticketing-dev/common/schemas';
import type { ServiceName } from '@ticketing-dev/local';
import * as z from 'zod';

import {
  answerId,
  bodyErrors,
  crossSite,
  type DocumentedError,
  idempotencyErrors,
  listErrors,
  notAuthorized,
  notFound,
  type Operation,
  operations,
  serverErrors,
} from './operations';

/** A part of a document, in JSON. */
export interface Json {
  readonly [key: string]: unknown;
}

const errorStatus: Readonly<Record<ErrorCode, number>> = errorStatuses;

/** The JSON Schema of a body or an answer. */
export function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input' });
  return json;
}

/** The schemas that have a name in the document. */
const named: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [userBody, 'User'],
  [currentUserBody, 'CurrentUser'],
  [accountBody, 'Account'],
  [publicUserBody, 'PublicUser'],
  [ticketBody, 'Ticket'],
  [eventBody, 'Event'],
  [passBody, 'Pass'],
  [doorBody, 'Door'],
  [admissionBody, 'Admission'],
  [orderBody, 'Order'],
  [paymentBody, 'Payment'],
]);

/** The schema of an answer, by reference if it has a name. */
function answerSchema(schema: z.ZodType): Json {
  if (schema instanceof z.ZodArray) {
    return { type: 'array', maxItems: 100, items: answerSchema(schema.element as z.ZodType) };
  }
  const name = named.get(schema);
  return name === undefined ? jsonSchema(schema) : { $ref: `#/components/schemas/${name}` };
}

/** All errors that a route can answer. */
const errorsOf = ({
  method,
  caller,
  body,
  isList,
  isIdempotent,
  errors,
}: Operation): readonly DocumentedError[] => [
  ...(caller === undefined ? [] : [notAuthorized]),
  ...(method === 'get' ? [] : [crossSite]),
  ...(body === undefined ? [] : bodyErrors),
  ...(isList ? listErrors : []),
  ...(isIdempotent ? idempotencyErrors : []),
  ...errors,
  ...serverErrors,
];

/** One kind of item of an error body: those with the same code about the same field. */
function errorItem(errors: readonly [DocumentedError, ...DocumentedError[]]): Json {
  const [{ code, field }] = errors;
  const texts = errors.flatMap(({ message }) => (typeof message === 'string' ? [message] : []));
  const patterns = errors.flatMap(({ message }) => (typeof message === 'string' ? [] : [message]));
  const forms: Json[] = [
    ...(texts.length > 0 ? [{ enum: texts }] : []),
    ...patterns.map(({ source }) => ({ pattern: source })),
  ];
  return {
    type: 'object',
    properties: {
      message: { type: 'string', ...(forms.length === 1 ? forms[0] : { anyOf: forms }) },
      code: { const: code },
      ...(field === undefined ? {} : { field: { const: field } }),
    },
    required: ['message', 'code', ...(field === undefined ? [] : ['field'])],
    additionalProperties: false,
  };
}

function errorItems(errors: readonly DocumentedError[]): Json[] {
  const groups = new Map<string, [DocumentedError, ...DocumentedError[]]>();
  for (const error of errors) {
    const key = `${error.code} ${error.field ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(error);
    else groups.set(key, [error]);
  }
  return [...groups.values()].map((group) => errorItem(group));
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Something is wrong with the request.',
  401: 'Nobody is signed in, or somebody else than the owner. For a door: its link does not work.',
  403: 'A page of another site sent the request.',
  404: 'There is no such thing.',

  408: 'The body did not arrive in time.',
  409: 'The first request with this key is still running.',
  413: 'The body is larger than 100 kB, or 1 MB where the route says so.',
  415: 'The body is not JSON.',
  422: 'This key was used for another body.',
  429: 'A limit is reached.',
  500: 'A fault of ours.',
  503: 'A dependency, such as a database or Stripe, is unavailable.',
};

const retryAfter = {
  'Retry-After': {
    description: 'Seconds to wait before the next try',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
};

function errorAnswer(status: number, errors: readonly DocumentedError[]): Json {
  const items = errorItems(errors);
  const schema = {
    type: 'object',
    properties: {
      errors: {
        type: 'array',
        minItems: 1,
        items: items.length === 1 ? items[0] : { anyOf: items },
      },
    },
    required: ['errors'],
    additionalProperties: false,
  };
  return {
    description: reasons[status],
    ...(status === 429 || status === 503 ? { headers: retryAfter } : {}),
    content: { 'application/json': { schema } },
  };
}

const withStatus = (errors: readonly DocumentedError[], status: number): DocumentedError[] =>
  errors.filter(({ code }) => errorStatus[code] === status);

const shared = [...serverErrors, ...bodyErrors, notAuthorized, crossSite, notFound];
/** The names of the error answers that are the same on every route that has them. */
const sharedAnswers: Readonly<Record<number, string>> = {
  401: 'NotAuthorized',
  403: 'CrossSite',
  404: 'NotFound',
  408: 'RequestTimeout',
  413: 'BodyTooLarge',
  415: 'UnsupportedType',
  500: 'InternalError',
  503: 'Unavailable',
};

function errorAnswers(errors: readonly DocumentedError[]): [string, Json][] {
  const statuses = [...new Set(errors.map(({ code }) => errorStatus[code]))].sort((a, b) => a - b);
  return statuses.map((status) => {
    const own = withStatus(errors, status);
    const name = sharedAnswers[status];
    const isShared = name !== undefined && own.every((error) => shared.includes(error));
    return [
      String(status),
      isShared ? { $ref: `#/components/responses/${name}` } : errorAnswer(status, own),
    ];
  });
}

const setCookie = {
  'Set-Cookie': {
    description: 'The cookie `session`, and a device cookie',
    schema: { type: 'string' },
  },
};
const link = {
  Link: {
    description: 'The address of the next page (RFC 8288, `rel="next"`), if there is one',
    schema: { type: 'string' },
  },
};

const linksOf = (next: NonNullable<Operation['success']['next']>): Json =>
  Object.fromEntries(
    Object.entries(next).map(([operationId, takes]) => [
      operationId,
      typeof takes === 'string'
        ? { operationId, parameters: { [takes]: answerId } }
        : { operationId, requestBody: takes },
    ]),
  );

function successAnswer({ success, isList, isStream }: Operation): [string, Json] {
  const { status, description, schema, setsCookie, next = {} } = success;
  const headers = { ...(setsCookie ? setCookie : {}), ...(isList ? link : {}) };
  const answer = {
    description,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(schema ? { content: { 'application/json': { schema: answerSchema(schema) } } } : {}),
    ...(isStream ? { content: { 'text/event-stream': { schema: { type: 'string' } } } } : {}),
    ...(Object.keys(next).length > 0 ? { links: linksOf(next) } : {}),
  };
  return [String(status), answer];
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: 'A malformed id is answered 404.',
    schema: jsonSchema(id()),
  }));

const limitParameter: Json = {
  name: 'limit',
  in: 'query',
  description: 'The most items of the page',
  schema: { type: 'integer', minimum: 1, maximum: 100, default: 100 },
};
const afterId: Json = {
  name: 'after',
  in: 'query',
  description: 'The id of the last item of the page before, as in `Link`',
  schema: jsonSchema(id()),
};
const afterCursor: Json = {
  name: 'after',
  in: 'query',
  description: 'The end of the page before, as in `Link`. Without other parameters, it is an id.',
  schema: { type: 'string' },
};

const queryParameters = ({ shape }: z.ZodObject): Json[] =>
  Object.entries(shape).map(([name, field]) => {
    const { description, ...schema } = jsonSchema(field as z.ZodType);
    return { name, in: 'query', ...(description === undefined ? {} : { description }), schema };
  });

const idempotencyKey: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'Names this request, so that it can be repeated: the same key and body get the same answer for 24 hours. 401, 429 and 5xx are not stored. A key is for one user and one route.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
};

function operationObject(operation: Operation): Json {
  const {
    id: operationId,
    service,
    summary,
    description,
    caller,
    body,
    path,
    query,
    isList,
    isIdempotent,
    isAtDoor,
  } = operation;
  const parameters = [
    ...pathParameters(path),
    ...(query ? queryParameters(query) : []),
    ...(isList ? [limitParameter, query ? afterCursor : afterId] : []),
    ...(isIdempotent ? [idempotencyKey] : []),
  ];
  const access = caller === undefined ? '' : `Caller: ${caller.toLowerCase()}.`;
  return {
    operationId,
    tags: [service],
    summary,
    ...(description || access
      ? { description: [description, access].filter(Boolean).join('\n\n') }
      : {}),
    security: caller === undefined ? [] : [{ [isAtDoor ? 'door' : 'session']: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(body) } },
          },
        }
      : {}),
    responses: Object.fromEntries([successAnswer(operation), ...errorAnswers(errorsOf(operation))]),
  };
}

/** What the routes of each service are about. */
const tagDescriptions: Readonly<Partial<Record<ServiceName, string>>> = {
  auth: 'Accounts and sessions',
  tickets: 'Tickets on sale, passes and doors',
  orders: 'Reservations of tickets',
  payments: 'Payments by card',
};

/** The OpenAPI document of all routes. */
export function openApi(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ticketing',
      version: '1.0.0',
      description:
        'People sell tickets to each other. A client signs in with a cookie, which browsers and Postman keep by themselves.\n\nFields of a body that are not described here are ignored.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: '/', description: 'The platform that serves this document' },
      { url: 'https://ticketing.dev', description: 'The cluster' },
      { url: 'http://localhost:3000', description: '`npm start`' },
    ],
    tags: [...new Set(operations.map(({ service }) => service))].map((name) => ({
      name,
      description: tagDescriptions[name],
    })),
    paths,
    components: {
      schemas: Object.fromEntries([...named].map(([schema, name]) => [name, jsonSchema(schema)])),
      responses: Object.fromEntries(
        Object.entries(sharedAnswers).map(([status, name]) => [
          name,
          errorAnswer(Number(status), withStatus(shared, Number(status))),
        ]),
      ),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'session',
          description: 'The base64 of `{"jwt":"…"}`. Sign-up and sign-in set it.',
        },
        door: {
          type: 'http',
          scheme: 'bearer',
          description: "The token of a door's link. Its staff need no account.",
        },
      },
    },
  };
}
