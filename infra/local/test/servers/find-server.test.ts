import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findServerHere } from '../../src/servers';
import {
  assertAll,
  findServer,
  type Found,
  type Machine,
  type ServerKind,
} from '../../src/servers/find-server';

const built: Found = { how: 'program', command: '/cache/nats', where: 'built' };

const aKind = (install: Found | undefined = built): ServerKind => ({
  title: 'NATS Streaming',
  settings: ['NATS_URL'],
  program: 'nats-streaming-server',
  image: 'nats-streaming:0.25.6',
  canInstall: () => true,
  install: () => Promise.resolve(install),
  hint: 'go install it',
});

const aMachine = (has: Partial<Machine>): Machine => ({
  env: {},
  onPath: () => undefined,
  engineFor: () => Promise.resolve(undefined),
  ...has,
});

const address = { env: { NATS_URL: 'nats://far:4222' } };
const program = { onPath: (name: string) => `/usr/bin/${name}` };
const engine = { engineFor: () => Promise.resolve('podman') };

const look = (has: Partial<Machine>, kind = aKind()): Promise<Found> =>
  findServer(kind, aMachine(has), () => undefined);

describe('a server is looked for', () => {
  it('first as an address of the environment', async () => {
    expect(await look({ ...address, ...program, ...engine })).toEqual({
      how: 'address',
      address: 'nats://far:4222',
      where: 'NATS_URL',
    });
  });

  it('together with the others: all missing ones are named together, before anything is built', async () => {
    const install = jest.fn();
    const missing = (title: string): ServerKind => ({
      ...aKind(),
      title,
      canInstall: () => false,
      install,
    });
    const there: ServerKind = { ...missing('Redis'), program: 'redis-server' };
    const has = aMachine({
      onPath: (name) => (name === 'redis-server' ? '/bin/redis' : undefined),
    });

    const looked = assertAll([missing('MongoDB'), aKind(), there, missing('NATS')], () => has);

    await expect(looked).rejects.toThrow(/^MongoDB was not found .*\nNATS was not found .*$/);
    expect(install).not.toHaveBeenCalled();
  });

  it('then as a program on the PATH', async () => {
    expect(await look({ ...program, ...engine })).toMatchObject({
      how: 'program',
      command: '/usr/bin/nats-streaming-server',
    });
  });

  it('then as a container', async () => {
    expect(await look(engine)).toMatchObject({ how: 'container', engine: 'podman' });
  });

  it('and is installed in the end', async () => {
    expect(await look({})).toEqual(built);
  });

  it('or the error has the commands that install it, in one line', async () => {
    const kind: ServerKind = { ...aKind(), install: () => Promise.resolve(undefined) };

    await expect(look({}, kind)).rejects.toThrow(/^NATS Streaming was not found.*go install it$/);
  });
});

describe('a server of this machine', () => {
  it('is a container if there is nothing else and containers are allowed', async () => {
    const environment = { ...process.env };
    const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-engine-'));
    // An engine that has every image, and nothing beside it.
    writeFileSync(path.join(dir, 'docker'), '#!/bin/sh\n', { mode: 0o755 });
    Object.assign(process.env, { PATH: dir, TICKETING_CACHE: dir, NATS_URL: '' });
    const find = (TICKETING_CONTAINERS: string): Promise<Found> =>
      findServerHere('nats', () => undefined, { env: { ...process.env, TICKETING_CONTAINERS } });

    try {
      expect(await find('')).toMatchObject({ how: 'container', engine: 'docker' });
      await expect(find('no')).rejects.toThrow('NATS Streaming was not found');
    } finally {
      process.env = environment;
      rmSync(dir, { recursive: true });
    }
  });
});
