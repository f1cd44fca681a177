import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { assertFree, freePort, readPort } from '../src/ports';
import { closeAll, serve } from './support/http';

afterEach(closeAll);

describe('PORT', () => {
  it.each([
    ['8080', 8080],
    ['65535', 65535],
    [' 8080\n', 8080],
    ['', 3000],
    [' ', 3000],
  ])('may be %p', (text, port) => {
    expect(readPort(text)).toBe(port);
  });

  it.each(['abc', '99999', '-1', '0', '3140.5', '0x50', '1e3'])(
    'is named when it is %p',
    (text) => {
      expect(() => readPort(text)).toThrow(
        `PORT must be a whole number from 1 to 65535, not '${text}'`,
      );
    },
  );

  it('that is in use is reported, with the next free one', async () => {
    const port = Number(new URL(await serve(() => undefined)).port);

    await expect(assertFree(port)).rejects.toThrow(
      `Port ${port} is in use. Another one: PORT=${port + 1} npm start`,
    );
  });

  it.each([
    [
      80,
      'EACCES',
      'Port 80 is not permitted for this user (EACCES). Another one: PORT=3000 npm start',
    ],
    [8080, 'EADDRNOTAVAIL', 'Port 8080 cannot be used (EADDRNOTAVAIL). Another one: PORT=8081'],
    [65_535, 'EADDRINUSE', 'Port 65535 is in use. Another one: PORT=3000 npm start'],
  ])('that is %i is reported as in use only if it is: %s', async (port, code, message) => {
    await expect(assertFree(port, () => Promise.resolve(code))).rejects.toThrow(message);
  });

  it('that is free is accepted', async () => {
    await expect(assertFree(await freePort())).resolves.toBeUndefined();
  });
});

describe('free ports', () => {
  it('are given once, also to concurrent processes', async () => {
    const module = JSON.stringify(path.join(__dirname, '../dist/ports.js'));
    const code = `
      const { freePort } = require(${module});
      (async () => { for (let i = 0; i < 150; i += 1) console.log(await freePort()); })();`;

    const outputs = await Promise.all(
      Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--eval', code])),
    );

    const ports = outputs.flatMap(({ stdout }) => stdout.trim().split('\n'));
    expect(ports).toHaveLength(600);
    expect(new Set(ports).size).toBe(600);
  });
});
