import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { repository, serviceNames } from '../support/repository';

/** What is shipped: the services, the shop, and what they share but for its test kit. */
const shipped = [...serviceNames(), 'client', 'common'];

const sources = shipped
  .flatMap((workspace) =>
    readdirSync(path.join(repository, workspace, 'src'), { recursive: true, encoding: 'utf8' }).map(
      (file) => path.join(workspace, 'src', file),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('common/src/testing/'))
  .map((file): [string, string] => [file, readFileSync(path.join(repository, file), 'utf8')]);

const filesWith = (pattern: RegExp): string[] =>
  sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);

describe('the code that is shipped', () => {
  it.each<[string, RegExp]>([
    ['runs no code that is made of text', /(?<![.\w])eval\(|new Function\(|node:vm|from 'vm'/],
    ['starts no process', /child_process/],
    ['renders no templates', /from '(ejs|pug|handlebars|mustache|nunjucks|lodash)'/],
    [
      'checks the certificates of servers',
      /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/,
    ],
    ['lets no other origin read an answer', /Access-Control-Allow/i],
    ['has no password in it', /password: '[^']+'/],
  ])('%s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });

  it('writes no markup but by React, except data for search engines', () => {
    // React would escape the quotation marks of JSON in a script. It escapes `<` itself, which has a test.
    expect(filesWith(/dangerouslySetInnerHTML|innerHTML|document\.write/)).toEqual([
      'client/src/components/json-ld.tsx',
    ]);
  });

  it('takes random numbers from the system, except for the length of a pause', () => {
    expect(filesWith(/Math\.random/)).toEqual([
      'client/src/lib/live/live-source.ts',
      'common/src/store/with-retry.ts',
    ]);
  });

  // Each of them puts in text of ours: the name of a cookie or of an event's field, or a route of Next's build.
  it('builds regular expressions from its own text only', () => {
    const known = [
      'auth/src/routes/devices.ts',
      'client/src/lib/server/page-route.ts',
      'common/src/bus/message-ids.ts',
      'common/src/sessions/session.ts',
    ];

    expect(filesWith(/new RegExp\(/).filter((file) => !known.includes(file))).toEqual([]);
  });

  it('stores the input of a form in the browser for the time of a tab', () => {
    // The second stores which tabs have a stream.
    const known = ['client/src/lib/tab-memory.ts', 'client/src/lib/live/live-slot.ts'];

    const found = filesWith(/\b(localStorage|sessionStorage|indexedDB)\b/);

    expect(found.filter((file) => !known.includes(file))).toEqual([]);
  });

  it('follows no redirect with a visitor’s cookie', () => {
    expect(filesWith(/maxRedirects: 0/)).toEqual(['client/src/lib/server/server-send.ts']);
  });

  it('creates accounts in one place', () => {
    expect(filesWith(/users\.insert\(/)).toEqual(['auth/src/domain/accounts.ts']);
  });
});
