import type { Json } from './openapi';
import { operations } from './operations';

/** A request of the collection. Text in double braces is a variable. */
interface Step {
  readonly name: string;
  readonly description?: string;
  /** The id of the operation, or the method and the path of a route that is not there. */
  readonly call: string;
  /** What replaces `{id}` or `{orderId}` in the path, and the query. */
  readonly id?: string;
  readonly query?: string;
  readonly body?: Json;
  /** The token of a door. */
  readonly bearer?: string;
  readonly status: number;
  /** Another status that is right too, and when. */
  readonly or?: { readonly status: number; readonly when: string };
  /** The first message of an error answer. */
  readonly message?: string;
  /** Further expectations, by name: an expression of the answer's body (`body`), and what it equals (an expression). */
  readonly expect?: Readonly<Record<string, readonly [actual: string, expected: string]>>;
  /** The variables that it sets: expressions of the answer's body. */
  readonly sets?: Readonly<Record<string, string>>;
  /** A variable that is a new e-mail address. */
  readonly newEmail?: string;
  /** The service may not know of the order or the ticket yet: the request is sent again after this answer. */
  readonly retryOn?: readonly number[];
}

const variable = (name: string): string => `pm.collectionVariables.get('${name}')`;
const unknownId = '64b64c0f9d1e8a0012345678';
const password = '{{password}}';
const order = { orderId: '{{orderId}}' };
const bearer = '{{doorToken}}';
const offer = { title: 'Jazz at the Harbour', price: 19.99 };
const mailed = { status: 202, or: { status: 503, when: 'if the shop sends no mail' } };
const wrongLink = 'This link is not valid any more, please ask for a new one';

const folders: readonly (readonly [name: string, steps: readonly Step[]])[] = [
  [
    '1 Sell',
    [
      {
        name: 'Sign up as the seller',
        call: 'signUp',
        body: { email: '{{sellerEmail}}', password },
        status: 201,
        newEmail: 'seller',
      },
      {
        name: 'Who am I',
        call: 'showCurrentUser',
        status: 200,
        expect: { 'it is the seller': ['body.currentUser.email', variable('sellerEmail')] },
      },
      {
        name: 'Put a ticket on sale',
        call: 'createTicket',
        body: offer,
        status: 201,
        sets: { ticketId: 'body.id' },
      },
      {
        name: 'Change the ticket',
        call: 'updateTicket',
        id: '{{ticketId}}',
        body: { title: 'Jazz at the Harbour, row 4', price: 24.5 },
        status: 200,
        expect: { 'it has the new price': ['body.price', '24.5'] },
      },
      {
        name: 'My tickets',
        call: 'listOwnTickets',
        status: 200,
        expect: { 'the ticket is the first': ['body[0].id', variable('ticketId')] },
      },
      {
        name: 'Put a row of seats on sale',
        description: 'The second line has no price, so that it is refused. The first one is made.',
        call: 'createTickets',
        body: { tickets: [{ title: 'Row 5, seat 1', price: 20 }, { title: 'Row 5, seat 2' }] },
        status: 200,
        expect: {
          'the first line is made': ['body.results[0].line', '1'],
          'the second line is refused': ['body.results[1].errors[0].field', "'price'"],
        },
      },
      {
        name: 'My sales',
        call: 'listSales',
        status: 200,
        expect: { 'nothing is sold yet': ['body.length', '0'] },
      },
      { name: 'Sign out', call: 'signOut', status: 200 },
    ],
  ],
  [
    '2 Buy',
    [
      {
        name: 'Sign up as the buyer',
        call: 'signUp',
        body: { email: '{{buyerEmail}}', password },
        status: 201,
        newEmail: 'buyer',
      },
      { name: 'Tickets on sale', call: 'listTickets', query: 'limit=20', status: 200 },
      {
        name: 'Cheap tickets',
        call: 'listTickets',
        query: 'maxPrice=50&sort=price&limit=20',
        status: 200,
      },
      { name: 'Events, soonest first', call: 'listEvents', query: 'limit=20', status: 200 },
      {
        name: 'The ticket',
        call: 'showTicket',
        id: '{{ticketId}}',
        status: 200,
        expect: { 'it is on sale': ['body.orderId', 'undefined'] },
      },
      {
        name: 'Order the ticket',
        call: 'createOrder',
        body: { ticketId: '{{ticketId}}' },
        status: 201,
        sets: { orderId: 'body.id', orderedPrice: 'body.ticket.price' },
        expect: { 'it is not paid yet': ['body.status', "'created'"] },
        retryOn: [404],
      },
      {
        name: 'Pay with a declined card',
        call: 'createPayment',
        body: { ...order, token: 'tok_chargeDeclined' },
        status: 400,
        message: 'Your card was declined.',
        retryOn: [404],
      },
      {
        name: 'Pay',
        description: "`tok_visa` is one of Stripe's test tokens.",
        call: 'createPayment',
        body: { ...order, token: 'tok_visa' },
        status: 201,
        sets: { paymentId: 'body.id' },
      },
      {
        name: 'The payment',
        call: 'showPayment',
        id: '{{orderId}}',
        status: 200,
        expect: { 'it is the one that was made': ['body.id', variable('paymentId')] },
      },
      {
        name: 'The order',
        call: 'showOrder',
        id: '{{orderId}}',
        status: 200,
        expect: { 'it has the price as ordered': ['body.ticket.price', variable('orderedPrice')] },
      },
      {
        name: 'What happened to the order',
        call: 'showOrderTimeline',
        id: '{{orderId}}',
        status: 200,
        expect: { 'it was ordered first': ['body.steps[0].what', "'ordered'"] },
      },
      {
        name: 'My orders',
        call: 'listOrders',
        status: 200,
        expect: { 'the order is the first': ['body[0].id', variable('orderId')] },
      },
      {
        name: 'My pass',
        call: 'showPass',
        id: '{{orderId}}',
        status: 200,
        sets: { code: 'body.typedCode' },
        expect: { 'it is valid': ['body.state', "'valid'"] },
        retryOn: [404],
      },
      { name: 'The keys of the codes', call: 'showPassKeys', status: 200 },
    ],
  ],
  [
    '3 Admit',
    [
      {
        name: 'Sign in as the seller',
        call: 'signIn',
        body: { email: '{{sellerEmail}}', password },
        status: 200,
      },
      {
        name: 'Make a door',
        call: 'createDoor',
        body: { ticketId: '{{ticketId}}', name: 'North gate' },
        status: 201,
        sets: { doorId: 'body.id', doorToken: 'body.token' },
      },
      {
        name: 'My doors',
        call: 'listDoors',
        status: 200,
        expect: { 'the door is the first': ['body[0].id', variable('doorId')] },
      },
      { name: 'The list of the door', call: 'listPasses', body: {}, bearer, status: 200 },
      {
        name: 'Admit the buyer',
        call: 'admit',
        body: { attemptId: 'postman-{{orderId}}', code: '{{code}}' },
        bearer,
        status: 200,
        expect: { 'the door opens': ['body.result', "'admitted'"] },
      },
      {
        name: 'The same code again',
        call: 'admit',
        body: { attemptId: 'again-{{orderId}}', code: '{{code}}' },
        bearer,
        status: 200,
        expect: { 'the door stays shut': ['body.result', "'used'"] },
      },
      {
        name: 'The door',
        call: 'showDoor',
        bearer,
        status: 200,
        expect: { 'one person is in': ['body.admitted', '1'] },
      },
      { name: 'Revoke the door', call: 'revokeDoor', id: '{{doorId}}', status: 200 },
      {
        name: 'The door is revoked',
        call: 'showDoor',
        bearer,
        status: 401,
        message: 'Not authorized',
      },
      {
        name: 'Sign in as the buyer again',
        call: 'signIn',
        body: { email: '{{buyerEmail}}', password },
        status: 200,
      },
    ],
  ],
  [
    '4 Cancel',
    [
      {
        name: 'Put another ticket on sale',
        call: 'createTicket',
        body: { title: 'Museum night', price: 12.5 },
        status: 201,
        sets: { ticketId: 'body.id' },
      },
      {
        name: 'Order it',
        call: 'createOrder',
        body: { ticketId: '{{ticketId}}' },
        status: 201,
        sets: { secondOrderId: 'body.id' },
        retryOn: [404],
      },
      { name: 'Cancel the order', call: 'cancelOrder', id: '{{secondOrderId}}', status: 204 },
      { name: 'Cancel it again', call: 'cancelOrder', id: '{{secondOrderId}}', status: 204 },
      {
        name: 'Pay for the cancelled order',
        call: 'createPayment',
        body: { orderId: '{{secondOrderId}}', token: 'tok_visa' },
        status: 400,
        message: 'Cannot pay for an cancelled order',
        retryOn: [404, 201],
      },
      {
        name: 'Put a third ticket on sale',
        call: 'createTicket',
        body: { title: 'Film festival', price: 9.5 },
        status: 201,
        sets: { ticketId: 'body.id' },
      },
      {
        name: 'Take it off sale',
        call: 'takeOffSale',
        id: '{{ticketId}}',
        status: 200,
        expect: { 'it is asked for': ['body.offSale', "'requested'"] },
      },
    ],
  ],
  [
    '5 Errors',
    [
      {
        name: 'A ticket without a title',
        call: 'createTicket',
        body: { title: '', price: 10 },
        status: 400,
        message: 'Title is required',
      },
      {
        name: 'An order without a ticket',
        call: 'createOrder',
        body: {},
        status: 400,
        message: 'TicketId must be provided',
      },
      { name: 'An unknown ticket', call: 'showTicket', id: unknownId, status: 404 },
      { name: 'An unknown route', call: 'GET /api/tickets/no/such/route', status: 404 },
      { name: 'Sign out again', call: 'signOut', status: 200 },
      {
        name: 'An order without a session',
        call: 'createOrder',
        body: { ticketId: '{{ticketId}}' },
        status: 401,
        message: 'Not authorized',
      },
      {
        name: 'Sign in with a wrong password',
        call: 'signIn',
        body: { email: '{{buyerEmail}}', password: 'not it at all' },
        status: 400,
        message: 'Invalid credentials',
      },
      { name: 'Sign in', call: 'signIn', body: { email: '{{buyerEmail}}', password }, status: 200 },
    ],
  ],
  [
    '6 Account',
    [
      {
        name: 'Change the password with a wrong one',
        call: 'changePassword',
        body: { currentPassword: 'not the password', newPassword: '{{newPassword}}' },
        status: 400,
        message: 'The current password is wrong',
      },
      {
        name: 'Change the password',
        call: 'changePassword',
        body: { currentPassword: password, newPassword: '{{newPassword}}' },
        status: 200,
      },
      { name: 'End all sessions', call: 'signOutEverywhere', status: 200 },
      {
        name: 'Nobody is signed in',
        call: 'showCurrentUser',
        status: 200,
        expect: { 'there is no user': ['body.currentUser', 'null'] },
      },
      {
        name: 'Sign in with the old password',
        call: 'signIn',
        body: { email: '{{buyerEmail}}', password },
        status: 400,
        message: 'Invalid credentials',
      },
      {
        name: 'Sign in with the new password',
        call: 'signIn',
        body: { email: '{{buyerEmail}}', password: '{{newPassword}}' },
        status: 200,
      },
      { name: 'My account', call: 'showAccount', status: 200, sets: { userId: 'body.id' } },
      {
        name: 'Give a public name',
        call: 'changeAccount',
        body: { name: 'Ann' },
        status: 200,
        expect: { 'it has the name': ['body.name', "'Ann'"] },
      },
      {
        name: 'What everybody may know of me',
        call: 'showPublicUser',
        id: '{{userId}}',
        status: 200,
        expect: { 'it has no e-mail address': ['body.email', 'undefined'] },
      },
      {
        name: 'How much I have sold',
        call: 'showSeller',
        id: '{{userId}}',
        status: 200,
        expect: { 'it is nothing': ['body.sold', '0'] },
      },
      { name: 'My data', call: 'exportAccount', status: 200 },
      { name: 'Ask for a link to confirm my address', call: 'askEmailProof', ...mailed },
      {
        name: 'Confirm it with a wrong link',
        call: 'proveEmail',
        body: { token: 'not-a-token' },
        status: 400,
        message: wrongLink,
      },
      {
        name: 'Ask for a link to choose a new password',
        call: 'askPasswordReset',
        body: { email: '{{buyerEmail}}' },
        ...mailed,
      },
      {
        name: 'Choose it with a wrong link',
        call: 'resetPassword',
        body: { token: 'not-a-token', newPassword: '{{newPassword}}' },
        status: 400,
        message: wrongLink,
      },
      {
        name: 'Delete the account with a wrong password',
        call: 'deleteAccount',
        body: { password: 'not the password' },
        status: 400,
        message: 'The password is wrong',
      },
      {
        name: 'Delete the account',
        call: 'deleteAccount',
        body: { password: '{{newPassword}}' },
        status: 200,
      },
      {
        name: 'The account is gone',
        call: 'signIn',
        body: { email: '{{buyerEmail}}', password: '{{newPassword}}' },
        status: 400,
        message: 'Invalid credentials',
      },
    ],
  ],
];

const script = (listen: 'prerequest' | 'test', exec: readonly string[]): Json => ({
  listen,
  script: { type: 'text/javascript', exec },
});

/** Enough for an event to reach the other services. */
const mostRetries = 100;

function checks({
  name,
  status,
  or,
  message,
  expect = {},
  sets = {},
  retryOn = [],
}: Step): string[] {
  const test = (what: string, check: string): string =>
    `  pm.test(${JSON.stringify(what)}, () => ${check});`;
  const equal = (actual: string, expected: string): string =>
    `pm.expect(${actual}).to.eql(${expected})`;
  const tests = [
    or === undefined
      ? test(`answers ${status}`, `pm.response.to.have.status(${status})`)
      : test(
          `answers ${status}, or ${or.status} ${or.when}`,
          `pm.expect(pm.response.code).to.be.oneOf([${status}, ${or.status}])`,
        ),
    ...(message === undefined
      ? []
      : [test('says what is wrong', equal('body.errors[0].message', JSON.stringify(message)))]),
    ...Object.entries(expect).map(([what, [actual, expected]]) =>
      test(what, equal(actual, expected)),
    ),
    ...Object.entries(sets).map(
      ([key, value]) => `  pm.collectionVariables.set('${key}', ${value});`,
    ),
  ];
  const body = "const body = pm.response.text() === '' ? undefined : pm.response.json();";
  if (retryOn.length === 0) return [body, ...tests.map((line) => line.trim())];
  return [
    body,
    "const tries = Number(pm.collectionVariables.get('tries') || 0);",
    '// An event may not have reached this service yet.',
    `if (${JSON.stringify(retryOn)}.includes(pm.response.code) && tries < ${mostRetries}) {`,
    "  pm.collectionVariables.set('tries', tries + 1);",
    `  pm.execution.setNextRequest(${JSON.stringify(name)});`,
    '} else {',
    "  pm.collectionVariables.set('tries', 0);",
    ...tests,
    '}',
  ];
}

function item(step: Step): Json {
  const { name, description, call, id = '', query, body, bearer, newEmail } = step;
  const operation = operations.find((each) => each.id === call);
  const [literalMethod = '', literalPath = ''] = call.split(' ');
  const method = operation?.method.toUpperCase() ?? literalMethod;
  const path = (operation?.path ?? literalPath).replace(/\{\w+\}/, id);
  const raw = `{{baseUrl}}${path}${query === undefined ? '' : `?${query}`}`;
  const email = `${newEmail ?? ''}Email`;
  return {
    name,
    event: [
      ...(newEmail === undefined
        ? []
        : [
            script('prerequest', [
              `pm.collectionVariables.set('${email}', \`${newEmail}-\${Date.now()}@example.com\`);`,
            ]),
          ]),
      script('test', checks(step)),
    ],
    request: {
      method,
      ...(description === undefined ? {} : { description }),
      header: [
        ...(body ? [{ key: 'Content-Type', value: 'application/json' }] : []),
        ...(bearer === undefined ? [] : [{ key: 'Authorization', value: `Bearer ${bearer}` }]),
      ],
      url: {
        raw,
        host: ['{{baseUrl}}'],
        path: path.slice(1).split('/'),
        ...(query === undefined
          ? {}
          : {
              query: query.split('&').map((each) => {
                const [key, value] = each.split('=');
                return { key, value };
              }),
            }),
      },
      ...(body
        ? {
            body: {
              mode: 'raw',
              raw: JSON.stringify(body, null, 2),
              options: { raw: { language: 'json' } },
            },
          }
        : {}),
    },
    response: [],
  };
}

/** A Postman collection (format v2.1) that uses every route, from top to bottom. */
export const postmanCollection = (): Json => ({
  info: {
    name: 'Ticketing',
    description:
      'Sign up, sell, order, pay and cancel, from top to bottom. Each request stores what the next one needs. Run the folders in their order, or the whole collection.\n\nThe session is a cookie, which Postman keeps by itself. Choose the environment for the platform: *local* or *ticketing.dev*.',
    schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
  },
  variable: Object.entries({
    baseUrl: 'http://localhost:3000',
    password: 'correct horse battery',
    newPassword: 'another horse battery',
    sellerEmail: '',
    buyerEmail: '',
    ticketId: '',
    orderId: '',
    orderedPrice: '',
    paymentId: '',
    secondOrderId: '',
    code: '',
    doorId: '',
    doorToken: '',
    userId: '',
    tries: '0',
  }).map(([key, value]) => ({ key, value })),
  item: folders.map(([name, steps]) => ({ name, item: steps.map(item) })),
});

/** A Postman environment: where the platform is. */
export const postmanEnvironment = (name: string, baseUrl: string): Json => ({
  name,
  values: [{ key: 'baseUrl', value: baseUrl, type: 'default', enabled: true }],
  _postman_variable_scope: 'environment',
});
