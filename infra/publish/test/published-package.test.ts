import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { eventually } from '@ticketing-dev/common/testing';
import { type Stack, startStack } from '@ticketing-dev/local';
import { freePort, startReaper } from '@ticketing-dev/local/testing';

import { consumerManifest, consumerSource, consumerTsconfig } from './support/consumer';
import {
  call,
  copyCourseService,
  type CourseService,
  startCourseService,
} from './support/course-service';
import { type Registry, startRegistry } from './support/registry';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const repository = path.resolve(__dirname, '../../..');
const common = path.join(repository, 'common');
const readManifest = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Manifest;
const manifest = readManifest(path.join(common, 'package.json'));
const entryPoints = Object.keys(manifest.exports).map((key) => path.posix.join(manifest.name, key));

const run = promisify(execFile);
const versionOf = (name: string): string =>
  readManifest(path.join(repository, 'node_modules', name, 'package.json')).version;

let folder: string;
let registry: Registry;

const write = (name: string, content: string | object) =>
  writeFileSync(
    path.join(folder, name),
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  );

/** Fails with the program's whole output. */
async function inProject(program: string, ...args: string[]): Promise<{ stdout: string }> {
  try {
    return await run(program, args, { cwd: folder });
  } catch (error) {
    const { message, stdout = '' } = error as Error & { stdout?: string };
    throw new Error(`${message}\n${stdout}`, { cause: error });
  }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'published-'));
  registry = await startRegistry(folder, await freePort());
  write('.npmrc', registry.npmrc);
  await inProject('npm', 'publish', common, '--provenance=false');
  write(
    'package.json',
    consumerManifest({
      [manifest.name]: manifest.version,
      ...manifest.peerDependencies,
      ...Object.fromEntries(
        [
          'typescript',
          '@types/node',
          '@types/express',
          '@types/cookie-session',
          'cookie-session',
          'express-validator',
        ].map((name) => [name, versionOf(name)]),
      ),
    }),
  );
  write('tsconfig.json', consumerTsconfig);
  write('use.ts', consumerSource);
  await inProject('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund');
}, 600_000);

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true });
});

describe('the published common', () => {
  it('contains compiled files, and no others', async () => {
    const { stdout } = await inProject('npm', 'pack', common, '--dry-run', '--json');
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];

    const others = packed.files
      .map((file) => file.path)
      .filter(
        (file) =>
          !/^dist\/.*\.(js|d\.ts|js\.map)$|^(README|CHANGELOG|LICENSE)|^package\.json$/.test(file),
      );

    expect(others).toEqual([]);
  });

  it('compiles with its types in an empty project, and runs', async () => {
    await inProject(process.execPath, 'node_modules/typescript/bin/tsc');
    const { stdout } = await inProject(process.execPath, 'dist/use.js');

    expect(stdout).toBe('used created\n');
  }, 600_000);

  it.each(entryPoints)('%s can be imported by an ES module', async (entryPoint) => {
    const code = `import * as all from '${entryPoint}'; console.log(Object.keys(all).length > 0)`;

    const { stdout } = await inProject(process.execPath, '--input-type=module', '--eval', code);

    expect(stdout).toBe('true\n');
  });

  it('loads the contracts without any other module, for the client', async () => {
    const code = `require('${manifest.name}/contracts');
      console.log(Object.keys(require.cache).filter((file) => !file.includes('/common/dist/contracts/')).length)`;

    const { stdout } = await inProject(process.execPath, '--eval', code);

    expect(stdout).toBe('0\n');
  });
});

describe('a service in the style of the course', () => {
  const key = 'a key of this test, of thirty-two bytes or more';
  const { remember, end } = startReaper();
  let stack: Stack;
  let course: CourseService;

  const at = (url: string, as?: string) => ({ url, key, ...(as !== undefined && { as }) });
  const ticketAt = (id: string) => at(`${course.url}/api/course-tickets/${id}`, 'seller');
  const sell = (offer: object, as?: string) =>
    call(at(`${course.url}/api/course-tickets`, as), 'POST', offer);

  beforeAll(async () => {
    const service = copyCourseService(folder);
    await inProject(process.execPath, 'node_modules/typescript/bin/tsc', '-p', service);
    const dir = path.join(folder, 'stack');
    remember(`stack ${dir}`);
    stack = await startStack({ dir, client: false, env: { ...process.env, JWT_KEY: key } });
    course = await startCourseService(service, remember, {
      JWT_KEY: key,
      NATS_URL: stack.addresses.nats,
      PORT: String(await freePort()),
    });
  }, 600_000);

  // If the set-up fails, neither exists, or only the stack.
  afterAll(async () => {
    await (course as CourseService | undefined)?.stop();
    await (stack as Stack | undefined)?.close();
    await end();
  }, 120_000);

  it('publishes a ticket that our orders service sells, and receives the events of its order', async () => {
    const { status, body } = await sell({ title: 'Row 1', price: 20 }, 'seller');
    expect(status).toBe(201);
    const { id } = body as { id: string };
    const placed = await eventually(async () => {
      const answer = await call(at(`${stack.url}/api/orders`, 'buyer'), 'POST', { ticketId: id });
      expect(answer.status).toBe(201);
      return answer.body as { id: string; ticket: object };
    }, 30_000);
    expect(placed.ticket).toEqual({ id, title: 'Row 1', price: 20, userId: 'seller', version: 0 });

    await eventually(async () => {
      expect((await call(ticketAt(id))).body).toMatchObject({ orderId: placed.id, version: 1 });
    }, 30_000);
    await call(at(`${stack.url}/api/orders/${placed.id}`, 'buyer'), 'DELETE');

    await eventually(async () => {
      const { body: free } = await call(ticketAt(id));
      expect(free).toMatchObject({ version: 2 });
      expect(free).not.toHaveProperty('orderId');
    }, 30_000);
  }, 120_000);

  it.each([
    ['a request without a session', () => sell({ title: 'x', price: 1 }), 401, 'Not authorized'],
    ['no title', () => sell({ price: 1 }, 'seller'), 400, 'Title is required'],
    ['an unknown ticket', () => call(ticketAt('no-such')), 404, 'Not Found'],
    ['an error of its own', () => call(ticketAt('no-such'), 'DELETE'), 418, 'I am a teapot'],
    ['an unknown path', () => call(at(`${course.url}/elsewhere`)), 404, 'Not Found'],
  ])('answers %s as the contract says', async (_what, send, status, message) => {
    const answer = await send();

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ errors: [{ message }] });
  });
});
