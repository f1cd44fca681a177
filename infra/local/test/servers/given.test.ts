import { type AddressInfo, createServer } from 'node:net';

import { freePort } from '../../src/ports';
import { answers, givenServers, nameOf } from '../../src/servers/given';

describe('a server that a setting gives', () => {
  it('is named with its setting and its address', () => {
    const env = {
      MONGO_URI: 'mongodb://me:secret@db.example:27018,other:1/shop',
      NATS_URL: 'nats://127.0.0.1',
      REDIS_HOST: 'redis.example',
      REDIS_PORT: '',
    };

    expect(givenServers(env).map(nameOf)).toEqual([
      'MongoDB at db.example:27018, given by MONGO_URI',
      'NATS Streaming at 127.0.0.1:4222, given by NATS_URL',
      'Redis at redis.example:6379, given by REDIS_HOST',
    ]);
  });

  it('is absent if the setting is empty, or names its servers elsewhere', () => {
    expect(givenServers({ MONGO_URI: '', NATS_URL: '', REDIS_HOST: '' })).toEqual([]);
    expect(givenServers({ MONGO_URI: 'mongodb+srv://cluster.example/shop' })).toEqual([]);
  });

  it.each([' 6380\n', '6380'])('may be at the port %j', (REDIS_PORT) => {
    const [redis] = givenServers({ REDIS_HOST: 'redis.example', REDIS_PORT });

    expect(redis).toMatchObject({ port: 6380 });
  });

  it.each(['abc', '0', '65536', '6379.5'])(
    'is refused at the port %j, with the name of the setting',
    (REDIS_PORT) => {
      expect(() => givenServers({ REDIS_HOST: 'redis.example', REDIS_PORT })).toThrow(
        `REDIS_PORT must be a whole number from 1 to 65535, not '${REDIS_PORT}'`,
      );
    },
  );

  it('does not answer if no process listens, or if one listens and sends nothing', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const at = { title: 'NATS Streaming', setting: 'NATS_URL', host: '127.0.0.1' } as const;

    expect(await answers({ ...at, port: await freePort() })).toBe(false);
    expect(await answers({ ...at, port })).toBe(false);
    silent.close();
  });

  it('answers at its address', async () => {
    const { NATS_URL, REDIS_HOST, REDIS_PORT } = {
      NATS_URL: process.env['TEST_NATS_URL'] ?? '',
      REDIS_HOST: new URL(process.env['TEST_REDIS_URL'] ?? '').hostname,
      REDIS_PORT: new URL(process.env['TEST_REDIS_URL'] ?? '').port,
    };
    const MONGO_URI = process.env['TEST_MONGO_URL'] ?? '';

    const given = givenServers({ NATS_URL, REDIS_HOST, REDIS_PORT, MONGO_URI });

    expect(await Promise.all(given.map(answers))).toEqual([true, true, true]);
  });
});
