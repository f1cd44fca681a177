import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type Outcome, repository } from './support/tools';

const tool = 'infra/new-service/main.mjs';
const bin = (name: string): string => path.join('node_modules', name);

/** What a person writes for a service that listens. The rest is made by the tool. */
const mostLines = 60;

function runIn(folder: string, script: string, ...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

const succeeded = { status: 0, output: expect.any(String) as string };

// The tools compile and render a whole copy.
jest.setTimeout(300_000);

describe('every list of services', () => {
  it('has the services of services.json', () => {
    expect(runIn(repository, tool, '--check')).toEqual({ status: 0, output: '' });
  });
});

describe('npm run new:service', () => {
  let copy: string;
  let made: Outcome;

  // The packages are those of this clone. So the copy tests the new service against the common that is compiled here.
  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'new-service-'));
    const files = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      {
        cwd: repository,
        encoding: 'utf8',
      },
    );
    for (const file of files.split('\0').filter(Boolean)) {
      mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
      copyFileSync(path.join(repository, file), path.join(copy, file));
    }
    symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'));
    made = runIn(copy, tool, 'seventh', '--no-install');
  });
  afterAll(() => rmSync(copy, { recursive: true }));

  const sources = () =>
    readdirSync(path.join(copy, 'seventh/src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(copy, 'seventh/src', file), 'utf8'));

  it('makes a service, and adds it to every list', () => {
    expect(made).toEqual(succeeded);
    expect(runIn(copy, tool, '--check')).toEqual({ status: 0, output: '' });
  });

  it('adds an entry to services.json, and leaves the others as they are', () => {
    const textIn = (folder: string) =>
      readFileSync(path.join(folder, 'infra/local/src/stack/services.json'), 'utf8');
    const others = textIn(repository).replace(/\n}\n$/, '');

    expect(textIn(copy).startsWith(`${others},\n  "seventh": {\n`)).toBe(true);
  });

  it(`leaves at most ${mostLines} lines to its author`, () => {
    const lines = sources().flatMap((text) => text.trimEnd().split('\n'));

    expect(lines.length).toBeLessThanOrEqual(mostLines);
  });

  it('makes no file that a second service would have too', () => {
    for (const text of sources()) expect(text).toMatch(/seventh/);
  });

  it('makes what compiles, and passes the linter, the formatter and its own test', () => {
    const jest = {
      rootDir: path.join(copy, 'seventh'),
      testRegex: '/test/.*\\.test\\.ts$',
      transform: { '\\.ts$': ['ts-jest', { tsconfig: path.join(copy, 'tsconfig.test.json') }] },
    };

    expect(runIn(copy, bin('typescript/bin/tsc'), '-p', 'seventh')).toEqual(succeeded);
    // With all projects, the linter compiles every workspace.
    const project = 'project:seventh/tsconfig.json';
    expect(
      runIn(copy, bin('eslint/bin/eslint.js'), 'seventh/src', '--parser-options', project),
    ).toEqual(succeeded);
    const touched = [
      'seventh',
      '*.json',
      '*.md',
      '*.yaml',
      '.github',
      'infra/k8s',
      'infra/local/src',
    ];
    expect(runIn(copy, bin('prettier/bin/prettier.cjs'), '--check', ...touched)).toEqual(succeeded);
    expect(runIn(copy, bin('jest/bin/jest.js'), '--config', JSON.stringify(jest))).toEqual(
      succeeded,
    );
  });

  it('makes manifests that pass the tests of this folder', () => {
    const tests = ['contract', 'env-contract', 'house-rules', 'images', 'network', 'skaffold'];
    const patterns = tests.map((name) => `/test/${name}.test`);

    const outcome = runIn(
      copy,
      bin('jest/bin/jest.js'),
      '--config',
      'infra/k8s/jest.config.js',
      ...patterns,
    );

    expect(outcome).toEqual(succeeded);
    expect(outcome.output).toContain(`${tests.length} passed, ${tests.length} total`);
  });

  it('refuses a name that is taken, or that no database may have', () => {
    expect(runIn(copy, tool, 'orders').output).toBe('The name orders is taken\n');
    expect(runIn(copy, tool, 'Mail-s').output).toMatch(/^A name has 2 to 20 lower-case letters/);
  });

  it('finds a list that lacks a service, and writes it again', () => {
    const file = path.join(copy, '.dockerignore');
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, '# A comment.\n');
    expect(runIn(copy, tool, '--check').status).toBe(0);
    rmSync(file);
    appendFileSync(file, text.replace('!seventh\n', ''));

    const { status, output } = runIn(copy, tool, '--check');
    expect(status).toBe(1);
    expect(output).toMatch(/\n\.dockerignore\nRun: npm run new:service -- --write\n$/);
    expect(runIn(copy, tool, '--write').status).toBe(0);

    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
