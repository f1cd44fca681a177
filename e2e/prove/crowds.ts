import { wholeNumber } from '../kit/arguments';
import { idOf } from '../kit/person';
import { checkAll, comeToRest, Findings, watchForDoubleSales } from './checks';
import { proveCommand, runProve } from './command';
import { onPlatform, type Platform } from './platform';

const buyers = 200;
const restMs = 60_000;

async function crowds(platform: Platform, tickets: number): Promise<boolean> {
  const { history, reader } = platform;
  const ids = await platform.tickets(tickets);
  await platform.settled(ids);
  const findings = new Findings(history);
  const watch = watchForDoubleSales(reader);
  let refused = 0;
  for (const id of ids) {
    const crowd = Array.from({ length: buyers }, () => platform.buyer());
    const answers = await Promise.all(crowd.map((buyer) => buyer.order(id)));
    const sold = answers.filter((entry) => idOf(entry) !== undefined).length;
    const losers = answers.filter(({ status }) => status === 400).length;
    refused += losers;
    if (sold !== 1) findings.say('1 One sale', `${sold} orders of ticket ${id} were answered`, id);
    if (sold + losers !== buyers) {
      const others = answers.map(({ status }) => status).filter((status) => status !== 400);
      findings.say('7 Errors are answers', `losers of ${id} were answered ${others.join()}`, id);
    }
  }
  const { looks, violations: doubles } = await watch.end();
  await comeToRest(reader, restMs, () => true);
  const { facts, violations } = await checkAll(platform);
  findings.add(...doubles, ...violations);
  console.log(
    `${tickets} tickets, ${buyers} buyers each: ${facts.orders.length} orders, ${refused} refused; ${looks} looks for two orders that stand for one ticket at one moment`,
  );
  return findings.print();
}

const program = proveCommand(
  'prove:crowds',
  '200 buyers order each ticket concurrently, at two instances of orders. One of them must get the ticket.',
).argument('[tickets]', 'how many', wholeNumber(), 50);

runProve(program, (where, _options, tickets) =>
  onPlatform(where, (platform) => crowds(platform, tickets)),
);
