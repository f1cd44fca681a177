import { execFileSync } from 'node:child_process';

const write = `
  const { createLogger } = require('@ticketing-dev/common');
  const logger = createLogger('tickets', 'info');
  logger.error({ err: new Error('no 4242424242424242'), body: { a: '3782 822463 10005' } }, 'a 4242-4242-4242-4242');
`;

describe('a log line', () => {
  it('has no card number, from any source', () => {
    const text = execFileSync(process.execPath, ['-e', write], { encoding: 'utf8' });

    expect(JSON.parse(text)).toMatchObject({
      msg: 'a ****-****-****-4242',
      body: { a: '**** ****** *0005' },
      err: { message: 'no ************4242' },
    });
    expect(text).not.toMatch(/4242424242424242|822463/);
  });
});
