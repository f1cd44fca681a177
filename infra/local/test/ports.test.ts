import { assertFree, freePort, readPort } from '../src/ports';
import { closeAll, serve } from './support/http';

afterEach(closeAll);

describe('PORT', () => {
  it.each([
    ['8080', 8080],
    ['65535', 65535],
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

  it('that is in use is said, with the next one', async () => {
    const port = Number(new URL(await serve(() => undefined)).port);

    await expect(assertFree(port)).rejects.toThrow(
      `Port ${port} is in use. Another one: PORT=${port + 1} npm start`,
    );
  });

  it('that is free is no trouble', async () => {
    await expect(assertFree(await freePort())).resolves.toBeUndefined();
  });
});
