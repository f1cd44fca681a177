import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { consumerManifest, consumerSource, consumerTsconfig } from './support/consumer';
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const write = (name: string, content: string | object) =>
  writeFileSync(
    path.join(folder, name),
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  );

/** Fails with all that the program said. */
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
}, 300_000);

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true });
});

describe('common as it is published', () => {
  it('is what was compiled, and nothing else', async () => {
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

  it('installs in an empty project, compiles by its types, and runs', async () => {
    write(
      'package.json',
      consumerManifest({
        [manifest.name]: manifest.version,
        ...manifest.peerDependencies,
        typescript: versionOf('typescript'),
        '@types/node': versionOf('@types/node'),
      }),
    );
    write('tsconfig.json', consumerTsconfig);
    write('use.ts', consumerSource);
    await inProject('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund');

    await inProject(process.execPath, 'node_modules/typescript/bin/tsc');
    const { stdout } = await inProject(process.execPath, 'dist/use.js');

    expect(stdout).toBe('used created\n');
  }, 600_000);

  it.each(entryPoints)('%s can be imported by an ES module', async (entryPoint) => {
    const code = `import * as all from '${entryPoint}'; console.log(Object.keys(all).length > 0)`;

    const { stdout } = await inProject(process.execPath, '--input-type=module', '--eval', code);

    expect(stdout).toBe('true\n');
  });

  it('tells the client nothing that needs a server: the contracts load alone', async () => {
    const code = `require('${manifest.name}/contracts');
      console.log(Object.keys(require.cache).filter((file) => !file.includes('/common/dist/contracts/')).length)`;

    const { stdout } = await inProject(process.execPath, '--eval', code);

    expect(stdout).toBe('0\n');
  });
});
