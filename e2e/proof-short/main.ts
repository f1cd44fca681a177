import { spawn } from 'node:child_process';
import path from 'node:path';

import { runCommand, seedOf } from '../kit/arguments';

const help = `npm run proof:short -- [--seed 1]

The short runs of fuzz, attack, prove, simulate and bench that CI makes; each of them also under the limits of a shop.`;

interface Part {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

const part = (program: string, ...args: string[]): Part => ({
  name: [program, ...args].join(' '),
  program,
  args,
});

/** One after the other; what stands together runs at once, because most of it is waiting. */
const parts: readonly (readonly Part[])[] = [
  [part('fuzz', '--requests', '8000')],
  [part('attack', '--short')],
  [
    part('simulate', '--runs', '5000', '--trap-runs', '1000'),
    part('prove', '--break', 'all'),
    part('prove', '--minutes', '2', '--every', '3'),
  ],
  [
    part('fuzz', '--requests', '1000', '--limits', 'defaults'),
    part('simulate', '--runs', '1000', '--trap-runs', '0', '--limits', 'defaults'),
    part('prove', '--minutes', '0.4', '--every', '4', '--limits', 'defaults'),
  ],
  [part('bench', '--limits', 'defaults', '--database', 'stand-in')],
];

/** @returns whether it ended well; what it printed comes in one piece, at its end */
function run({ name, program, args }: Part, seed: number): Promise<boolean> {
  const since = performance.now();
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [path.join(__dirname, '..', program, 'main.js'), ...args, '--seed', String(seed)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', (error) => {
      console.log(`\n== ${name}: FAILED, ${error.message}`);
      resolve(false);
    });
    child.once('close', (code) => {
      const seconds = ((performance.now() - since) / 1000).toFixed(0);
      const verdict = code === 0 ? 'holds' : 'FAILED';
      console.log(`\n== ${name}\n${output}== ${name}: ${verdict}, ${seconds} s`);
      resolve(code === 0);
    });
  });
}

runCommand(help, { options: { seed: { type: 'string' } } }, async ({ values }) => {
  const seed = seedOf(values.seed);
  let isGood = true;
  for (const together of parts) {
    const results = await Promise.all(together.map((each) => run(each, seed)));
    isGood &&= results.every(Boolean);
  }
  return isGood;
});
