import {
  accountChangeBody,
  accountDeletionBody,
  changePasswordBody,
  emailProofBody,
  newPasswordBody,
  passwordResetBody,
  signInBody,
  signUpBody,
} from '@ticketing-dev/auth/routes/bodies';
import type { ErrorCode } from '@ticketing-dev/common';
import {
  accountBody,
  accountExportBody,
  admissionBody,
  bulkReportBody,
  currentUserBody,
  doorBody,
  doorListBody,
  doorStateBody,
  eventBody,
  newDoorBody as newDoorAnswer,
  newPaymentBody as paymentIdBody,
  orderBody,
  orderTimelineBody,
  passBody,
  passKeysBody,
  paymentBody,
  publicUserBody,
  saleBody,
  sellerBody,
  ticketBody,
  userBody,
} from '@ticketing-dev/common/schemas';
import type { ServiceName } from '@ticketing-dev/local';
import { newOrderBody } from '@ticketing-dev/orders/routes/order-body';
import { newPaymentBody } from '@ticketing-dev/payments/routes/payment-body';
import { bulkBody } from '@ticketing-dev/tickets/routes/bulk-body';
import {
  doorListRequest,
  newAdmissionBody,
  newDoorBody,
} from '@ticketing-dev/tickets/routes/door-bodies';
import { offerBody } from '@ticketing-dev/tickets/routes/offer-body';
import { searchQuery } from '@ticketing-dev/tickets/routes/search-query';
import * as z from 'zod';

/** An error answer: its code decides its status (`errorStatuses`). */
export interface DocumentedError {
  readonly code: ErrorCode;
  /** The exact message, or a pattern of it if a part varies. */
  readonly message: string | RegExp;
  /** The field that it is about. */
  readonly field?: string;
}

/** One route of the API. */
export interface Operation {
  readonly id: string;
  readonly service: ServiceName;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** In OpenAPI's form: `/api/tickets/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Who may call it. A request of anybody else is answered 401. */
  readonly caller?: string;
  readonly body?: z.ZodObject;
  /** Its parameters in the query, beside those of a list. */
  readonly query?: z.ZodObject;
  /** The caller sends the token of a door instead of a session. */
  readonly isAtDoor?: boolean;
  /** It takes `Idempotency-Key`. */
  readonly isIdempotent?: boolean;
  /** It takes `limit` and `after`, and answers `Link`. */
  readonly isList?: boolean;
  /** It answers Server-Sent Events until the client or the service ends the stream. */
  readonly isStream?: boolean;
  readonly success: {
    readonly status: 200 | 201 | 202 | 204;
    readonly description: string;
    readonly schema?: z.ZodType;
    /**
     * The operations that can follow, with the answer's `id`: the name of their path parameter, or their body.
     * Schemathesis follows these links.
     */
    readonly next?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    /** The answer sets or clears the session cookie. */
    readonly setsCookie?: boolean;
  };
  readonly errors: readonly DocumentedError[];
}

const emptyBody = z.strictObject({});

/** The answer's id, as an expression of OpenAPI. */
export const answerId = '$response.body#/id';

const invalid = (field: string, ...messages: (string | RegExp)[]): DocumentedError[] =>
  messages.map((message) => ({ code: 'INVALID_REQUEST', message, field }));
const refused = (code: ErrorCode, message: string | RegExp): DocumentedError => ({ code, message });
const limited = (...messages: string[]): DocumentedError[] =>
  messages.map((message) => ({ code: 'LIMIT_REACHED', message }));

const email = invalid('email', 'Email must be valid');
const newPassword = (field: string): DocumentedError[] =>
  invalid(
    field,
    'Password must be between 8 and 128 characters',
    'Password is too common, please choose another one',
  );
const offer = [
  ...invalid(
    'title',
    'Title is required',
    'Title must have at most 200 characters',
    'Title must not contain a card number',
  ),
  ...invalid(
    'price',
    'Price must be greater than 0',
    /^Price must be at least \d+\.\d\d$/,
    'Price must be at most 999999.99',
    /^Price must be at most \d+\.\d\d, which is \d+% of the face value$/,
    'Price must have at most 2 decimals',
    'Price must be written with a point, such as 1999.50',
  ),
];
/** The fields that a seller may leave out. */
const details = [
  ...[
    ['eventName', 'Event', 200] as const,
    ['venue', 'Venue', 200] as const,
    ['city', 'City', 100] as const,
    ['section', 'Section', 50] as const,
    ['row', 'Row', 50] as const,
    ['seat', 'Seat', 50] as const,
    ['description', 'Description', 1_000] as const,
  ].flatMap(([field, name, longest]) =>
    invalid(
      field,
      `${name} must be text of at most ${longest} characters`,
      `${name} must not contain a card number`,
    ),
  ),
  ...invalid(
    'startsAt',
    'Start must be a date and time with an offset, such as 2030-06-12T20:00:00+02:00',
    'Start and time zone must be given together',
  ),
  ...invalid(
    'timeZone',
    'Time zone must be the name of a time zone, such as Europe/Berlin',
    'Start and time zone must be given together',
  ),
  ...invalid(
    'faceValue',
    'Face value must be greater than 0',
    'Face value must be at most 999999.99',
    'Face value must have at most 2 decimals',
    'Face value must be written with a point, such as 1999.50',
  ),
];
const seatOnSale = refused('SEAT_ON_SALE', 'You have put this seat on sale already');
const eventOver = refused('EVENT_OVER', 'This event has started already');
/** There is no such route, or nothing with this id. */
export const notFound = refused('NOT_FOUND', 'Not Found');
const invalidCredentials = refused('INVALID_CREDENTIALS', 'Invalid credentials');
const tooManySignIns = limited('Too many attempts to sign in, please try again later');
const tooManyMails = limited('Too many mails were asked for, please try again later');
const noMail = refused('UNAVAILABLE', 'This shop sends no mail');
const invalidLink = refused(
  'LINK_INVALID',
  'This link is not valid any more, please ask for a new one',
);
const token = invalid('token', 'Token is required');
const busy = refused('UNAVAILABLE', 'Too many people are signing in right now, please try again');

const searchErrors = [
  ...invalid('q', 'q must be text of at most 200 characters'),
  ...['from', 'to'].flatMap((field) =>
    invalid(
      field,
      `${field} must be a date, such as 2030-06-12, or a date and time with an offset`,
    ),
  ),
  ...invalid('place', 'place must be text of at most 200 characters'),
  ...['minPrice', 'maxPrice'].flatMap((field) =>
    invalid(field, `${field} must be an amount of dollars, such as 20 or 19.99`),
  ),
  ...invalid('sort', 'sort must be relevance, soonest, newest or price'),
  ...invalid('event', 'event must be the key of an event'),
  ...invalid('after', 'after must come from the Link of a page with the same sort'),
];

const streamErrors = [
  refused('UNAVAILABLE', 'Too many live pages are open, please try again later'),
  ...limited('Too many live pages are open at this address'),
];
const streamed = (snapshot: string, changes: string): string =>
  `Server-Sent Events. The first event is \`snapshot\`: ${snapshot}. Then an event \`changes\` follows each change: ${changes}. After a gap, \`snapshot\` comes again. Events may be older than others that came before: ignore a lower \`version\`, and at the same version a ticket that is not \`sold\` after one that is.`;

/** Every route, in the order of the documents. */
export const operations: readonly Operation[] = [
  {
    id: 'signUp',
    service: 'auth',
    method: 'post',
    path: '/api/users/signup',
    summary: 'Sign up',
    body: signUpBody,
    success: {
      status: 201,
      description: 'The new account. The cookie `session` signs it in.',
      schema: userBody,
      setsCookie: true,
    },
    errors: [
      ...email,
      ...newPassword('password'),
      ...invalid('language', 'Language must be en or es'),
      refused('EMAIL_IN_USE', 'Email in use'),
      ...limited('Too many new accounts, please try again later'),
      busy,
    ],
  },
  {
    id: 'signIn',
    service: 'auth',
    method: 'post',
    path: '/api/users/signin',
    summary: 'Sign in',
    description:
      'An unknown e-mail address and a wrong password have the same answer, and take the same time.',
    body: signInBody,
    success: {
      status: 200,
      description: 'The account. The cookie `session` signs it in.',
      schema: userBody,
      setsCookie: true,
    },
    errors: [
      ...email,
      ...invalid('password', 'You must supply a password'),
      invalidCredentials,
      ...tooManySignIns,
      busy,
    ],
  },
  {
    id: 'signOut',
    service: 'auth',
    method: 'post',
    path: '/api/users/signout',
    summary: 'Sign out',
    description: 'Ends the session: copies of its cookie are refused, too.',
    success: {
      status: 200,
      description: 'The cookie is cleared.',
      schema: emptyBody,
      setsCookie: true,
    },
    errors: [],
  },
  {
    id: 'signOutEverywhere',
    service: 'auth',
    method: 'post',
    path: '/api/users/signout-everywhere',
    summary: 'End all sessions of the account',
    caller: 'Signed in',
    success: {
      status: 200,
      description: 'The cookie is cleared.',
      schema: emptyBody,
      setsCookie: true,
    },
    errors: [],
  },
  {
    id: 'changePassword',
    service: 'auth',
    method: 'post',
    path: '/api/users/password',
    summary: 'Change the password',
    description: 'Ends all other sessions of the account.',
    caller: 'Signed in',
    body: changePasswordBody,
    success: { status: 200, description: 'The password is changed.', schema: emptyBody },
    errors: [
      ...invalid('currentPassword', 'You must supply your current password'),
      ...newPassword('newPassword'),
      refused('INVALID_CREDENTIALS', 'The current password is wrong'),
      ...tooManySignIns,
      busy,
    ],
  },
  {
    id: 'askPasswordReset',
    service: 'auth',
    method: 'post',
    path: '/api/users/password-reset',
    summary: 'Ask for a link to choose a new password',
    description:
      'Mails the link, if the e-mail address has an account. The answer and its time are the same if it has none.',
    body: passwordResetBody,
    success: { status: 202, description: 'The request is accepted.', schema: emptyBody },
    errors: [...email, ...tooManyMails, noMail],
  },
  {
    id: 'resetPassword',
    service: 'auth',
    method: 'post',
    path: '/api/users/password-reset/confirm',
    summary: 'Choose a new password by a link',
    description: 'A link works once, and for an hour. Ends all sessions of the account.',
    body: newPasswordBody,
    success: { status: 200, description: 'The password is changed.', schema: emptyBody },
    errors: [...token, ...newPassword('newPassword'), invalidLink, ...tooManyMails, busy],
  },
  {
    id: 'askEmailProof',
    service: 'auth',
    method: 'post',
    path: '/api/users/email-proof',
    summary: 'Ask for a link to confirm the e-mail address',
    description: 'Mails the link, unless the address is confirmed already.',
    caller: 'Signed in',
    success: { status: 202, description: 'The request is accepted.', schema: emptyBody },
    errors: [...tooManyMails, noMail],
  },
  {
    id: 'proveEmail',
    service: 'auth',
    method: 'post',
    path: '/api/users/email-proof/confirm',
    summary: 'Confirm the e-mail address by a link',
    description: 'A link works once, and for a day.',
    body: emailProofBody,
    success: { status: 200, description: 'The address is confirmed.', schema: emptyBody },
    errors: [...token, invalidLink, ...tooManyMails],
  },
  {
    id: 'showAccount',
    service: 'auth',
    method: 'get',
    path: '/api/users/account',
    summary: "Show the caller's account",
    caller: 'Signed in',
    success: { status: 200, description: 'The account.', schema: accountBody },
    errors: [notFound],
  },
  {
    id: 'changeAccount',
    service: 'auth',
    method: 'put',
    path: '/api/users/account',
    summary: "Change the caller's public name or language",
    caller: 'Signed in',
    body: accountChangeBody,
    success: { status: 200, description: 'The changed account.', schema: accountBody },
    errors: [
      ...invalid(
        'name',
        'Name must be text of at most 60 characters',
        'Name must not contain a card number',
      ),
      ...invalid('language', 'Language must be en or es'),
      notFound,
    ],
  },
  {
    id: 'exportAccount',
    service: 'auth',
    method: 'get',
    path: '/api/users/account/export',
    summary: 'Show all that auth stores about the caller',
    caller: 'Signed in',
    success: {
      status: 200,
      description: 'The account, its sessions and its mails, without hashes.',
      schema: accountExportBody,
    },
    errors: [notFound],
  },
  {
    id: 'deleteAccount',
    service: 'auth',
    method: 'delete',
    path: '/api/users/account',
    summary: "Delete the caller's account",
    description:
      'Erases the e-mail address and the name, ends all sessions, and cancels the open orders. The address can have a new account.',
    caller: 'Signed in',
    body: accountDeletionBody,
    success: {
      status: 200,
      description: 'The account is deleted. The cookie is cleared.',
      schema: emptyBody,
      setsCookie: true,
    },
    errors: [
      ...invalid('password', 'You must supply a password'),
      refused('INVALID_CREDENTIALS', 'The password is wrong'),
      ...tooManySignIns,
      busy,
    ],
  },
  {
    id: 'showPublicUser',
    service: 'auth',
    method: 'get',
    path: '/api/users/{id}/public',
    summary: 'Show what everybody may know of a user',
    success: {
      status: 200,
      description: 'The public name, if there is one, and since when the account exists.',
      schema: publicUserBody,
    },
    errors: [notFound],
  },
  {
    id: 'showCurrentUser',
    service: 'auth',
    method: 'get',
    path: '/api/users/currentuser',
    summary: 'Show who is signed in',
    success: { status: 200, description: 'The user, or null.', schema: currentUserBody },
    errors: [],
  },
  {
    id: 'listTickets',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets',
    summary: 'List the tickets on sale, or search them',
    description:
      'Without other parameters than `limit` and `after`: the newest first. With others, only tickets whose event has not started; a page may then have fewer tickets than `limit` although `Link` names another one.',
    query: searchQuery,
    isList: true,
    success: {
      status: 200,
      description: 'A page of the tickets on sale.',
      schema: z.array(ticketBody),
    },
    errors: searchErrors,
  },
  {
    id: 'listEvents',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/events',
    summary: 'List the events with tickets on sale, or search them',
    description:
      'Tickets of any seller with the same event, start and venue are one event. A ticket that names no event is an event of its own title. Without words and `sort`: the soonest first. The figures are at most a second old.',
    query: searchQuery,
    isList: true,
    success: { status: 200, description: 'A page of events.', schema: z.array(eventBody) },
    errors: searchErrors,
  },
  {
    id: 'listOwnTickets',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/mine',
    summary: "List the caller's own tickets",
    description: 'Also those that are held, sold or off sale.',
    caller: 'Signed in',
    isList: true,
    success: {
      status: 200,
      description: "A page of the caller's tickets, the newest first.",
      schema: z.array(ticketBody),
    },
    errors: [],
  },
  {
    id: 'showPassKeys',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/passes/keys',
    summary: 'Show the public keys of the codes',
    description: 'A door without a connection checks the signatures of codes with them.',
    success: { status: 200, description: 'The keys, the newest first.', schema: passKeysBody },
    errors: [],
  },
  {
    id: 'showPass',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/passes/{orderId}',
    summary: 'Show the pass of a completed order',
    description:
      'The code is there while the pass is `valid`. An order that was completed moments ago can be unknown to the tickets service: 404. Try again after a second.',
    caller: "The order's buyer",
    success: { status: 200, description: 'The pass, with its code.', schema: passBody },
    errors: [notFound],
  },
  {
    id: 'listDoors',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/doors',
    summary: "List the caller's doors",
    caller: 'Signed in',
    isList: true,
    success: {
      status: 200,
      description: "A page of the caller's doors, the newest first.",
      schema: z.array(doorBody),
    },
    errors: [],
  },
  {
    id: 'createDoor',
    service: 'tickets',
    method: 'post',
    path: '/api/tickets/doors',
    summary: 'Make the link of a door',
    description:
      'The door admits the passes of the event of this ticket. The token is in this answer only.',
    caller: "The ticket's seller",
    body: newDoorBody,
    success: {
      status: 201,
      description: 'The new door, with its token.',
      schema: newDoorAnswer,
      next: { revokeDoor: 'id' },
    },
    errors: [
      ...invalid('ticketId', 'TicketId must be provided'),
      ...invalid(
        'name',
        'Name must be text of 1 to 60 characters',
        'Name must not contain a card number',
      ),
      ...invalid('hours', 'Hours must be a whole number from 1 to 336'),
      notFound,
      ...limited('Too many new doors, please try again later'),
    ],
  },
  {
    id: 'revokeDoor',
    service: 'tickets',
    method: 'delete',
    path: '/api/tickets/doors/{id}',
    summary: 'Revoke the link of a door',
    description: 'Revoking it again changes nothing.',
    caller: "The door's seller",
    success: { status: 200, description: 'The door.', schema: doorBody },
    errors: [notFound],
  },
  {
    id: 'showDoor',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/door',
    summary: 'Show the door of the link',
    caller: 'The staff of a door',
    isAtDoor: true,
    success: {
      status: 200,
      description: 'The door, and how many passes of its event are used.',
      schema: doorStateBody,
    },
    errors: [],
  },
  {
    id: 'admit',
    service: 'tickets',
    method: 'post',
    path: '/api/tickets/door/admissions',
    summary: 'Admit a person by a code',
    description:
      'Only the result `admitted` opens the door. The same `attemptId` gets it again, so that a lost answer can be asked for again. For a week after the link has ended, the route still accepts an attempt whose `offlineAt` is before that end.',
    caller: 'The staff of a door',
    isAtDoor: true,
    body: newAdmissionBody,
    success: { status: 200, description: 'The result.', schema: admissionBody },
    errors: [
      ...invalid('attemptId', 'AttemptId must have 8 to 64 letters, digits and hyphens'),
      ...invalid('code', 'Code is required', 'Code must have at most 300 characters'),
      ...invalid(
        'offlineAt',
        'OfflineAt must be a date and time with an offset, such as 2030-06-12T20:00:00Z',
      ),
      ...limited('Too many wrong codes at this door, please try again later'),
    ],
  },
  {
    id: 'listPasses',
    service: 'tickets',
    method: 'post',
    path: '/api/tickets/door/list',
    summary: 'List the passes of the event, to admit without a connection',
    description:
      'At most 200 passes in the order of their ids. Send `next` as `after` to receive the next part.',
    caller: 'The staff of a door',
    isAtDoor: true,
    body: doorListRequest,
    success: { status: 200, description: 'A part of the list.', schema: doorListBody },
    errors: invalid('after', 'After must be the id of a seat'),
  },
  {
    id: 'listSales',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/sales',
    summary: 'List what the caller has sold',
    caller: 'Signed in',
    isList: true,
    success: {
      status: 200,
      description:
        "A page of the caller's sold tickets, the newest order first. `after` is the id of an order.",
      schema: z.array(saleBody),
    },
    errors: [],
  },
  {
    id: 'showSeller',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/sellers/{userId}',
    summary: 'Show how many tickets a user has sold',
    description: 'The public name is at `GET /api/users/{id}/public`.',
    success: { status: 200, description: 'The count.', schema: sellerBody },
    errors: [notFound],
  },
  {
    id: 'streamTickets',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/stream',
    summary: 'Follow the first page',
    description: streamed(
      'an array with the tickets on sale, as `GET /api/tickets` answers them',
      'an array with tickets that became held, free, sold, new, off sale or that changed, as `GET /api/tickets/{id}` answers them',
    ),
    isStream: true,
    success: { status: 200, description: 'The stream.' },
    errors: streamErrors,
  },
  {
    id: 'showTicket',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/{id}',
    summary: 'Show a ticket',
    success: { status: 200, description: 'The ticket.', schema: ticketBody },
    errors: [notFound],
  },
  {
    id: 'streamTicket',
    service: 'tickets',
    method: 'get',
    path: '/api/tickets/{id}/stream',
    summary: 'Follow a ticket',
    description: streamed(
      'an array with the ticket, as `GET /api/tickets/{id}` answers it',
      'the same',
    ),
    isStream: true,
    success: { status: 200, description: 'The stream.' },
    errors: [notFound, ...streamErrors],
  },
  {
    id: 'createTicket',
    service: 'tickets',
    method: 'post',
    path: '/api/tickets',
    summary: 'Put a ticket on sale',
    caller: 'Signed in',
    body: offerBody,
    isIdempotent: true,
    success: {
      status: 201,
      description: 'The new ticket.',
      schema: ticketBody,
      next: { showTicket: 'id', updateTicket: 'id', createOrder: { ticketId: answerId } },
    },
    errors: [
      ...offer,
      ...details,
      seatOnSale,
      ...limited('Too many new tickets, please try again later'),
    ],
  },
  {
    id: 'createTickets',
    service: 'tickets',
    method: 'post',
    path: '/api/tickets/bulk',
    summary: 'Put many tickets on sale',
    description:
      'Each line is a ticket of its own. A wrong line does not stop the others: the report says what became of each. The request counts as one new ticket. The body may have 1 MB. The answer may take 15 s. Send an `Idempotency-Key`: a repetition without one may put tickets on sale twice.',
    caller: 'Signed in',
    body: bulkBody,
    isIdempotent: true,
    success: { status: 200, description: 'The report, line by line.', schema: bulkReportBody },
    errors: [
      ...invalid('tickets', 'Tickets must be a list of 1 to 500 tickets'),
      ...limited('Too many new tickets, please try again later'),
    ],
  },
  {
    id: 'updateTicket',
    service: 'tickets',
    method: 'put',
    path: '/api/tickets/{id}',
    summary: 'Change a ticket',
    description: 'An optional field that the body does not have stays as it is. Null removes it.',
    caller: "The ticket's seller",
    body: offerBody,
    success: { status: 200, description: 'The changed ticket.', schema: ticketBody },
    errors: [
      ...offer,
      ...details,
      seatOnSale,
      refused('TICKET_RESERVED', 'Cannot edit a reserved ticket'),
      refused('TICKET_OFF_SALE', 'Cannot edit a ticket that is off sale'),
      notFound,
      ...limited('Too many changes of tickets, please try again later'),
    ],
  },
  {
    id: 'takeOffSale',
    service: 'tickets',
    method: 'delete',
    path: '/api/tickets/{id}',
    summary: 'Take a ticket off sale',
    description:
      'The answer has `offSale`: `requested`. A moment later it is `done`. If an order holds the ticket, it is `done` when that order ends unpaid, and never if it is paid. Asking again changes nothing.',
    caller: "The ticket's seller",
    success: { status: 200, description: 'The ticket.', schema: ticketBody },
    errors: [
      refused('TICKET_SOLD', 'Cannot take a sold ticket off sale'),
      notFound,
      ...limited('Too many changes of tickets, please try again later'),
    ],
  },
  {
    id: 'listOrders',
    service: 'orders',
    method: 'get',
    path: '/api/orders',
    summary: "List the caller's orders",
    caller: 'Signed in',
    isList: true,
    success: {
      status: 200,
      description: "A page of the caller's orders, the newest first.",
      schema: z.array(orderBody),
    },
    errors: [],
  },
  {
    id: 'showOrder',
    service: 'orders',
    method: 'get',
    path: '/api/orders/{orderId}',
    summary: 'Show an order',
    caller: "The order's buyer",
    success: { status: 200, description: 'The order.', schema: orderBody },
    errors: [notFound],
  },
  {
    id: 'showOrderTimeline',
    service: 'orders',
    method: 'get',
    path: '/api/orders/{orderId}/timeline',
    summary: 'Show what happened to an order',
    description: 'Ordered, completed or cancelled, with the times. A refund is in the payment.',
    caller: "The order's buyer",
    success: { status: 200, description: 'The steps, oldest first.', schema: orderTimelineBody },
    errors: [notFound],
  },
  {
    id: 'streamOrder',
    service: 'orders',
    method: 'get',
    path: '/api/orders/{orderId}/stream',
    summary: 'Follow an order',
    description: `${streamed('an array with the order, as `GET /api/orders/{orderId}` answers it', 'the same')} The stream ends when the session ends.`,
    caller: "The order's buyer",
    isStream: true,
    success: { status: 200, description: 'The stream.' },
    errors: [notFound, ...streamErrors],
  },
  {
    id: 'createOrder',
    service: 'orders',
    method: 'post',
    path: '/api/orders',
    summary: 'Order a ticket',
    description:
      'Reserves the ticket until `expiresAt`. A ticket that was put on sale moments ago can be unknown to the orders service: 404. Try again after a second.',
    caller: 'Signed in',
    body: newOrderBody,
    isIdempotent: true,
    success: {
      status: 201,
      description: 'The new order.',
      schema: orderBody,
      next: {
        showOrder: 'orderId',
        cancelOrder: 'orderId',
        createPayment: { orderId: answerId, token: 'tok_visa' },
        showPayment: 'orderId',
      },
    },
    errors: [
      ...invalid('ticketId', 'TicketId must be provided'),
      eventOver,
      refused('TICKET_OFF_SALE', 'This ticket is no longer on sale'),
      refused('TICKET_RESERVED', 'Ticket is already reserved'),
      notFound,
      ...limited(
        'You hold too many tickets: pay for one or cancel one',
        'You have held this ticket too often without paying for it, please try again later',
      ),
    ],
  },
  {
    id: 'cancelOrder',
    service: 'orders',
    method: 'delete',
    path: '/api/orders/{orderId}',
    summary: 'Cancel an order',
    description: 'Its ticket is free again. To cancel it a second time changes nothing.',
    caller: "The order's buyer",
    success: { status: 204, description: 'The order is cancelled.' },
    errors: [refused('ORDER_COMPLETE', 'Cannot cancel a completed order'), notFound],
  },
  {
    id: 'createPayment',
    service: 'payments',
    method: 'post',
    path: '/api/payments',
    summary: 'Pay for an order',
    description:
      "Authorises the order's price on the card. The order's own status says whether the ticket is sold. An order that was placed moments ago can be unknown to the payments service: 404. Try again after a second.",
    caller: "The order's buyer",
    body: newPaymentBody,
    isIdempotent: true,
    success: { status: 201, description: 'The payment is authorised.', schema: paymentIdBody },
    errors: [
      ...invalid('token', 'Token is required'),
      ...invalid('orderId', 'OrderId is required'),
      refused('ORDER_CANCELLED', 'Cannot pay for an cancelled order'),
      refused('ORDER_COMPLETE', 'Cannot pay for an order that is paid'),
      refused('ORDER_EXPIRED', 'Cannot pay for an expired order'),
      refused('PAYMENT_IN_PROGRESS', 'Payment already in progress'),
      { code: 'CARD_REFUSED', message: /^[\s\S]+$/ },
      notFound,
      ...limited(
        'Too many cards were refused for this order',
        'Too many of your cards were refused, please try again later',
      ),
      refused('UNAVAILABLE', 'Payment is not possible right now, please try again later'),
    ],
  },
  {
    id: 'showPayment',
    service: 'payments',
    method: 'get',
    path: '/api/payments/{orderId}',
    summary: 'Show the newest attempt to pay for an order',
    caller: "The order's buyer",
    success: { status: 200, description: 'The payment.', schema: paymentBody },
    errors: [notFound],
  },
];

/** Errors of every route with a body. */
export const bodyErrors: readonly DocumentedError[] = [
  refused('INVALID_JSON', 'The body is not valid JSON'),
  {
    code: 'INVALID_REQUEST',
    message: /^(unsupported|invalid|request) [\s\S]*$/,
  },
  refused('INVALID_REQUEST', 'The body cannot be decompressed'),
  refused('REQUEST_TIMEOUT', 'The request took too long to arrive'),
  refused('BODY_TOO_LARGE', 'request entity too large'),
  {
    code: 'UNSUPPORTED_TYPE',
    message: /^(The body must be application\/json|unsupported)[\s\S]*$/,
  },
];

/** Errors of every route that takes `Idempotency-Key`. */
export const idempotencyErrors: readonly DocumentedError[] = [
  refused('INVALID_REQUEST', 'Idempotency-Key must have 1 to 255 visible ASCII characters'),
  refused('INVALID_REQUEST', 'Idempotency-Key must not contain a card number'),
  refused('INVALID_REQUEST', 'The body is nested too deeply'),
  refused(
    'IDEMPOTENCY_KEY_IN_USE',
    'A request with this Idempotency-Key is in progress, please try again',
  ),
  refused('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request'),
];

/** Errors of every list. */
export const listErrors: readonly DocumentedError[] = [
  ...invalid('limit', 'limit must be a whole number from 1 to 100'),
  ...invalid('after', 'after must be the id of an item'),
];

export const notAuthorized = refused('NOT_AUTHORIZED', 'Not authorized');

/** A browser sent a request that changes something from a page of another site. */
export const crossSite = refused('CROSS_SITE', 'Requests from other sites are refused');

/** Errors of every route. */
export const serverErrors: readonly DocumentedError[] = [
  refused('INTERNAL_ERROR', 'Something went wrong'),
  { code: 'UNAVAILABLE', message: /^.* is not available right now, please try again$/ },
  refused('UNAVAILABLE', 'This item is in high demand, please try again'),
];
