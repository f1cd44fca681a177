import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { repository } from '../../src/paths';

const cli = path.join(repository, 'infra/local/dist/cli.js');

describe('the help of a command', () => {
  it.each([
    ['npm start -- [options]', ['start']],
    ['npm run dev -- [options]', ['dev']],
    ['npm run ops -- [options] [command]', ['ops']],
    ['npm run ops -- duplicates [options]', ['ops', 'duplicates']],
    ['npm run database:durable -- [options] [stop]', ['database:durable']],
  ])('says how npm runs it: %s', (usage, words) => {
    const help = execFileSync(process.execPath, [cli, ...words, '--help'], { encoding: 'utf8' });

    expect(help.split('\n')[0]).toBe(`Usage: ${usage}`);
  });
});
