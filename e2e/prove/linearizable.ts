import { wholeNumber } from '../kit/arguments';
import { checkLinearizable } from '../kit/checker/ticket-models';
import { createRandom } from '../kit/random';
import { checkAll, comeToRest, Findings, seconds, table } from './checks';
import { proveCommand, runProve } from './command';
import { loadHotTickets } from './hot-tickets';
import { onPlatform, type Platform } from './platform';

const restMs = 60_000;

async function proveLinearizable(
  platform: Platform,
  random: () => number,
  requests: number,
): Promise<boolean> {
  const { history, reader } = platform;
  const findings = new Findings(history);
  const since = performance.now();
  const tickets = await loadHotTickets(platform, random, requests);
  const loaded = performance.now();
  const { operations, violations } = checkLinearizable(history.entries, tickets);
  const checked = performance.now();
  findings.add(...violations);
  await comeToRest(reader, restMs, () => true);
  findings.add(...(await checkAll(platform)).violations);
  console.log(`${history.entries.length} requests in ${seconds(loaded - since)}
${table(history.counts())}
${operations} operations on ${tickets.length} tickets, checked in ${seconds(checked - loaded)}`);
  return findings.print();
}

const program = proveCommand(
  'prove:linearizable',
  `People read, edit, order and cancel a few tickets concurrently, at two instances of tickets and orders. Their answers
must be linearizable: no answer may be older than its request.`,
).argument('[requests]', 'how many', wholeNumber(), 10_000);

runProve(program, (where, _options, requests) =>
  onPlatform({ ...where, isPlain: true }, (platform) =>
    proveLinearizable(platform, createRandom(where.seed), requests),
  ),
);
