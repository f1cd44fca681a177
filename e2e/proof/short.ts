import { execFile } from 'node:child_process';
import path from 'node:path';

import { command, runCommand } from '../kit/arguments';

/** The groups run one after the other. The commands of a group run concurrently, because they mostly wait. */
const groups: readonly (readonly string[])[] = [
  ['fuzz --requests 8000'],
  ['attack --short'],
  ['simulate --runs 5000 --trap-runs 1000', 'prove --break all', 'prove --minutes 2 --every 3'],
  [
    'fuzz --requests 1000 --limits defaults',
    'simulate --runs 1000 --trap-runs 0 --limits defaults',
    'prove --minutes 0.4 --every 4 --limits defaults',
  ],
  ['bench --limits defaults --database stand-in'],
];

/** Prints the output in one piece, at the end. */
const run = (command: string, seed: number): Promise<boolean> =>
  new Promise((resolve) => {
    const [tool = '', ...args] = command.split(' ');
    const script = path.join(__dirname, '..', tool, 'main.js');
    const since = performance.now();
    execFile(
      process.execPath,
      [script, ...args, '--seed', String(seed)],
      { maxBuffer: Infinity },
      (error, stdout, stderr) => {
        const result = error === null ? 'passed' : 'FAILED';
        const seconds = ((performance.now() - since) / 1000).toFixed(0);
        console.log(`\n== ${command}\n${stdout}${stderr}== ${command}: ${result}, ${seconds} s`);
        resolve(error === null);
      },
    );
  });

const program = command(
  'proof:short',
  'The short runs of fuzz, attack, prove, simulate and bench that CI makes, with raised limits and with the default ones.',
);

runCommand(program, async ({ seed }) => {
  let isGood = true;
  for (const group of groups) {
    const results = await Promise.all(group.map((command) => run(command, seed)));
    isGood &&= results.every(Boolean);
  }
  return isGood;
});
