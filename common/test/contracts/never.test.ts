import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.join(__dirname, '../../..');

/** What is shipped: the services, the shop, and what they share but for its test kit. */
const shipped = ['auth', 'tickets', 'orders', 'expiration', 'payments', 'client', 'common'];

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

describe('what is shipped', () => {
  it.each<[string, RegExp]>([
    ['runs no code that is made of text', /\beval\(|new Function\(|node:vm|from 'vm'/],
    ['starts no process', /child_process/],
    ['writes no markup but by React', /dangerouslySetInnerHTML|innerHTML|document\.write/],
    ['renders no templates', /from '(ejs|pug|handlebars|mustache|nunjucks|lodash)'/],
    [
      'checks the certificate of whom it asks',
      /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/,
    ],
    ['lets no other origin read an answer', /Access-Control-Allow/i],
    ['has no password in it', /password: '[^']+'/],
  ])('%s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });

  it('takes chance from the system, but for the length of a pause', () => {
    expect(filesWith(/Math\.random/)).toEqual(['common/src/store/with-retry.ts']);
  });

  it('makes patterns of its own words only', () => {
    const patterns = sources.flatMap(([file, text]) =>
      [...text.matchAll(/new RegExp\(.*/g)].map(([made]) => `${file}: ${made}`),
    );

    expect(patterns).toEqual([
      'common/src/http/session.ts: new RegExp(`(?:^|;) *${sessionCookie.name}=([^;]*)`);',
    ]);
  });

  it('makes accounts in one place', () => {
    expect(filesWith(/users\.insert\(/)).toEqual(['auth/src/domain/accounts.ts']);
  });
});
