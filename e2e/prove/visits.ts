import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { AdmissionBody, NewDoorBody, PassBody } from '@ticketing-dev/common/contracts';

import type { Entry } from '../kit/checker/history';
import { bodyOf, type Person } from '../kit/person';

const pauseMs = 150;
/** A pass is issued when tickets receives the event. A fault may hold it back. */
const mostLooks = 40;
const mostRepeats = 20;
const doorsOfSeller = 2;

/** A paid order, with the people that its visit needs. */
export interface Visit {
  readonly seller: Person;
  readonly buyer: Person;
  readonly ticketId: string;
  readonly orderId: string;
  /** The buyer at each instance. By default the gateway chooses the instances. */
  readonly instances?: readonly Person[];
}

/** Sends until there is an answer that is not a 5xx, or gives up. */
async function repeated(send: () => Promise<Entry>): Promise<Entry> {
  let entry = await send();
  for (let left = mostRepeats; left > 0 && entry.outcome === 'unknown'; left -= 1) {
    await delay(pauseMs);
    entry = await send();
  }
  return entry;
}

/** Buyers show the codes of their passes at the doors of the seller. */
export function createVisits() {
  /** The tokens of each seller's doors. All tickets of a seller are for one event here. */
  const doors = new Map<string, Promise<readonly string[]>>();

  const openDoors = async ({ seller, ticketId }: Visit): Promise<readonly string[]> => {
    const opened = await Promise.all(
      Array.from({ length: doorsOfSeller }, () => repeated(() => seller.openDoor(ticketId))),
    );
    return opened.flatMap((entry) => bodyOf<NewDoorBody>(entry)?.token ?? []);
  };

  const doorsOf = async (visit: Visit): Promise<readonly string[]> => {
    const { name } = visit.seller;
    const opening = doors.get(name) ?? openDoors(visit);
    doors.set(name, opening);
    const tokens = await opening;
    if (tokens.length < doorsOfSeller) doors.delete(name);
    return tokens;
  };

  const passOf = async ({ buyer, orderId }: Visit): Promise<PassBody | undefined> => {
    for (let left = mostLooks; left > 0; left -= 1) {
      const pass = bodyOf<PassBody>(await buyer.pass(orderId));
      if (pass) return pass;
      await delay(pauseMs);
    }
    return undefined;
  };

  return {
    /**
     * The buyer shows one code at two doors concurrently, twice at each, as a signed and as a typed code. Each attempt is
     * repeated until it is answered. Then the buyer looks at the pass again.
     *
     * @returns whether a door has admitted the buyer
     */
    async visit(visit: Visit): Promise<boolean> {
      const { buyer, orderId, instances = [buyer] } = visit;
      const pass = await passOf(visit);
      const { code, typedCode } = pass ?? {};
      if (code === undefined || typedCode === undefined) return false;
      const tokens = await doorsOf(visit);
      const [first] = tokens;
      if (first === undefined) return false;
      const forged = code.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
      await repeated(() => buyer.showCode(first, randomUUID(), forged, 'shows a wrong code'));
      const attempts = tokens.flatMap((token) =>
        [code, typedCode].map((shown) => ({ token, shown, attemptId: randomUUID() })),
      );
      const entries = await Promise.all(
        attempts.map(({ token, shown, attemptId }, i) => {
          const person = instances[i % instances.length] ?? buyer;
          return repeated(() => person.showCode(token, attemptId, shown));
        }),
      );
      await repeated(() => buyer.pass(orderId));
      return entries.some((entry) => bodyOf<AdmissionBody>(entry)?.result === 'admitted');
    },
  };
}
