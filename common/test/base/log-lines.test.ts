import { execFileSync } from 'node:child_process';

/** What a logger writes to its process' output. */
const written = (statement: string): string =>
  execFileSync(
    process.execPath,
    [
      '-e',
      `const { createLogger, withRequest } = require('@ticketing-dev/common');
       const logger = createLogger('tickets', 'info');
       ${statement}`,
    ],
    { encoding: 'utf8' },
  );

describe('a log line', () => {
  it('has the time in UTC, the service, the level and the request id', () => {
    const line = written(`withRequest('r-1', () => logger.warn({ event: 'e-1' }, 'a message'))`);

    expect(JSON.parse(line)).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      service: 'tickets',
      requestId: 'r-1',
      event: 'e-1',
      msg: 'a message',
    });
  });

  it('stays one line, for any text', () => {
    const forged = 'a title\\n{"level":"fatal"}\\r\\n%s %o \\u2028';
    const lines = written(`logger.info({ title: '${forged}' }, '${forged}')`).split('\n');

    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'info', service: 'tickets' });
  });
});
