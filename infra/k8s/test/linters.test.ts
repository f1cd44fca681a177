import { readdirSync } from 'node:fs';
import path from 'node:path';

import { repository, runTool } from './support/tools';

const filesIn = (folder: string, end: string) =>
  readdirSync(path.join(repository, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => path.join(folder, name));

const clean = { status: 0, output: '' };

describe('linters find nothing', () => {
  it.each(filesIn('infra/docker', '.Dockerfile'))('in %s (hadolint)', (file) => {
    expect(runTool('hadolint', [file])).toEqual(clean);
  });

  it.each(filesIn('.github/workflows', '.yml'))('in %s (actionlint)', (file) => {
    expect(runTool('actionlint', ['-no-color', '-shellcheck=', file])).toEqual(clean);
  });

  it('in the workflows (zizmor)', () => {
    const { status, output } = runTool('zizmor', [
      '--offline',
      '--no-progress',
      '--persona',
      'pedantic',
      '.github',
    ]);

    expect(output).toMatch(/No findings to report/);
    expect(status).toBe(0);
  });
});
