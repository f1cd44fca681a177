import type { Violation } from '../kit/checker/judge';
import { idOf } from './client';
import { watchForDoubleSales } from './double-sales';
import type { Rehearsal } from './rehearsal';
import { printViolations } from './report';
import { verdictOn } from './verdict';

const buyers = 200;
const restMs = 60_000;

/** Everybody wants the same seat: so many tickets, each ordered by 200 buyers at once at two instances of orders. */
export async function crowds(stage: Rehearsal, tickets: number): Promise<boolean> {
  const { client, history } = stage;
  const ids = await stage.tickets(tickets);
  await stage.settled(ids);
  const violations: Violation[] = [];
  const say = (promise: string, says: string, ...about: string[]): void =>
    void violations.push({ promise, says, ids: about });

  const watch = watchForDoubleSales(stage.stage.reader);
  let refused = 0;
  for (const ticketId of ids) {
    const crowd = Array.from({ length: buyers }, () => stage.buyer());
    const answers = await Promise.all(crowd.map((who) => client.order(who, ticketId)));
    const sold = answers.filter((entry) => idOf(entry) !== undefined).length;
    const losers = answers.filter(({ status }) => status === 400).length;
    refused += losers;
    if (sold !== 1)
      say('1 One sale', `${sold} orders of ticket ${ticketId} were answered`, ticketId);
    if (sold + losers !== buyers) {
      const others = answers.map(({ status }) => status).filter((status) => status !== 400);
      say('7 Errors are answers', `losers of ${ticketId} were answered ${others.join()}`, ticketId);
    }
  }
  const { looks, violations: doubles } = await watch.end();

  await stage.calm(restMs);
  const { facts, violations: broken } = await verdictOn(stage.stage, history);
  violations.push(...doubles, ...broken);
  console.log(
    `${tickets} tickets, ${buyers} buyers each: ${facts.orders.length} orders, ${refused} refused; ${looks} looks for two orders that stand for one ticket at one moment`,
  );
  printViolations(violations, history);
  return violations.length === 0;
}
