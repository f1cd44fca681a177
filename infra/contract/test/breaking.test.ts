import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { parse } from 'yaml';

import { asyncApi } from '../src/asyncapi';
import { breakingEvents, breakingHttp } from '../src/breaking';
import { report } from '../src/consumers';
import { type Json, openApi } from '../src/openapi';

const repository = path.join(__dirname, '../../..');

/** A document after an edit of its text, such as the renaming of a field. */
const edited = (document: Json, from: RegExp, to: string): Json =>
  JSON.parse(JSON.stringify(document).replace(from, to)) as Json;

const git = (...args: string[]): string | undefined => {
  try {
    return execFileSync('git', args, { cwd: repository, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
};

/** The last release. Before the first one: where this branch left main, or on main the commit before. */
function baseline(): string {
  const tag = git('describe', '--tags', '--abbrev=0');
  if (tag !== undefined) return tag;
  const base = git('merge-base', 'HEAD', 'origin/main') ?? git('merge-base', 'HEAD', 'main');
  if (base !== undefined && base !== git('rev-parse', 'HEAD')) return base;
  return git('rev-parse', 'HEAD~1') ?? 'HEAD';
}

/** @returns undefined if the document was not there yet */
function released(file: string): Json | undefined {
  const text = git('show', `${baseline()}:${file}`);
  return text === undefined ? undefined : (parse(text) as Json);
}

describe('the documents beside those of the last release', () => {
  it('break nothing', () => {
    const before = {
      openApi: released('docs/openapi.yaml') ?? openApi(),
      asyncApi: released('docs/asyncapi.yaml') ?? asyncApi(),
    };

    expect(report(before, { openApi: openApi(), asyncApi: asyncApi() })).toEqual([]);
  });
});

describe('a breaking change of the API', () => {
  it.each([
    ['a field of an answer is renamed', /"title":\{"type"/g, '"name":{"type"', /title was removed/],
    [
      'a field of an answer becomes optional',
      /"userId","version"\]/g,
      '"version"]',
      /userId became/,
    ],
    [
      'a field of a body becomes required',
      /"required":\["ticketId"\]/,
      '"required":["ticketId","seat"],"properties":{"ticketId":{"type":"string"},"seat":{"type":"string"}},"x":["ticketId"]',
      /seat became required/,
    ],
    ['a status disappears', /"201":/, '"202":', /answer 201 was removed/],
    ['a route disappears', /\/api\/payments\/\{orderId\}/g, '/api/pay/{orderId}', /was removed/],
    ['a message changes', /Title is required/g, 'A title is required', /lost/],
    ['a code changes', /TICKET_RESERVED/g, 'RESERVED', /lost TICKET_RESERVED/],
    ['a type changes', /"price":\{"type":"number"/g, '"price":{"type":"string"', /type of price/],
    [
      'a parameter becomes required',
      /"in":"header"/g,
      '"in":"header","required":true',
      /the parameter Idempotency-Key became required/,
    ],
    ['a status of an order disappears', /"awaiting:payment",/g, '', /lost the value "awaiting/],
  ])('is found when %s', (_what, from, to, expected) => {
    const after = edited(openApi(), from, to);
    expect(JSON.stringify(after)).not.toBe(JSON.stringify(openApi()));

    const found = breakingHttp(openApi(), after).map(({ where, what }) => `${where}: ${what}`);

    expect(found.join('\n')).toMatch(expected);
  });

  it('is not a new route, a new optional field or a new status', () => {
    const after = edited(
      edited(openApi(), /"\/api\/tickets":/, '"/api/new":{"get":{"responses":{}}},"/api/tickets":'),
      /"userId":\{/g,
      '"seat":{"type":"string"},"userId":{',
    );

    expect(breakingHttp(openApi(), after)).toEqual([]);
  });

  it('names the files that call the route', () => {
    const after = {
      openApi: edited(openApi(), /"title":\{"type"/g, '"name":{"type"'),
      asyncApi: {},
    };
    const lines = report({ openApi: openApi(), asyncApi: { channels: {} } }, after);

    expect(lines.join('\n')).toMatch(/GET \/api\/tickets: .*client\/src\/lib\/api\/tickets\.ts/);
  });
});

describe('a breaking change of an event', () => {
  it.each([
    ['a field is renamed', /"stripeId"/g, '"chargeId"', 'payment:created', /stripeId was removed/],
    [
      'a field becomes required',
      /"required":\["orderId"\]/,
      '"required":["orderId","requestId"]',
      'expiration:complete',
      /requestId became required/,
    ],
    [
      'a subject disappears',
      /"address":"session:ended"/,
      '"address":"session:over"',
      'session:ended',
      /./,
    ],
  ])('is found when %s', (_what, from, to, subject, expected) => {
    const after = edited(asyncApi(), from, to);
    const before = asyncApi();

    const found = breakingEvents(before, after);

    expect(found).toContainEqual({ where: subject, what: expect.stringMatching(expected) });
  });

  it('names the services that listen', () => {
    const after = { openApi: openApi(), asyncApi: edited(asyncApi(), /"expiresAt"/g, '"endsAt"') };
    const lines = report({ openApi: openApi(), asyncApi: asyncApi() }, after);

    expect(lines.join('\n')).toMatch(
      /order:created: expiresAt was removed\. Consumers: tickets, payments, expiration/,
    );
  });
});
