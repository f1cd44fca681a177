import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runsOf, summary, withinRepository } from '../../src/commands/test';
import { repository } from '../../src/paths';

const matches = (args: readonly string[], file: string): boolean =>
  withinRepository(args).some((pattern) => new RegExp(pattern).test(file));

describe('what follows npm test --', () => {
  it('selects files by their path within the clone, whatever the folder of the clone is named', () => {
    expect(matches(['orders'], `${repository}/orders/test/app.test.ts`)).toBe(true);
    expect(matches(['orders/test/app'], `${repository}/orders/test/app.test.ts`)).toBe(true);
    expect(matches(['orders'], `${repository}/auth/test/app.test.ts`)).toBe(false);
    expect(matches([repository.slice(1)], `${repository}/auth/test/app.test.ts`)).toBe(false);
  });

  it("leaves jest's options and what follows them as they are", () => {
    expect(withinRepository(['--selectProjects', 'auth', 'orders'])).toEqual([
      '--selectProjects',
      'auth',
      'orders',
    ]);
  });
});

describe('npm test', () => {
  it('runs the tests of stacks beside all others, and each test in one of the two runs', () => {
    const [stacks = [], others = []] = runsOf([]);

    const [, ...projects] = others;
    expect(stacks.slice(1, 1 + projects.length)).toEqual(projects);
    expect([stacks[0], others[0]]).toEqual(['--selectProjects', '--ignoreProjects']);
  });

  it('leaves out what has a command of its own', () => {
    const [stacks = []] = runsOf([]);

    expect(stacks.slice(stacks.indexOf('--testPathIgnorePatterns'))).toContain('/e2e/shop/');
  });

  it('makes one run of what its arguments select', () => {
    expect(runsOf(['--selectProjects', 'auth'])).toEqual([['--selectProjects', 'auth']]);
  });

  it('adds up the results, and counts a run without a result as failed', () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'ticketing-results-'));
    const file = path.join(dir, 'result.json');
    const counts = { numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 1 };
    writeFileSync(file, JSON.stringify(counts));

    expect(summary([file, file])).toBe('6 passed, 4 failed');
    expect(summary([file, path.join(dir, 'missing.json')])).toBe('3 passed, 3 failed');
    rmSync(dir, { recursive: true });
  });
});
