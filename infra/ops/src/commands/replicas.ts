import { setTimeout as delay } from 'node:timers/promises';

import type { Difference, StoredEvent, Subjects } from '@ticketing-dev/common';

import { columns } from '../columns';
import { NotThereError } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { isService, type Service, services } from '../services';

/** A replica, as its service describes it. */
export interface DescribedReplica {
  readonly service: Service;
  readonly name: string;
  readonly owner: Service;
  readonly subjects: readonly Subjects[];
  readonly count: number;
}

/** What is done with the differences. */
export interface RepairOptions {
  readonly how: 'verify' | 'rebuild';
  readonly removeUnknown: boolean;
  readonly reason: string;
}

/** A body stays below the limit of the services, also with long events. */
const batchBytes = 4 * 1024 * 1024;
const batchEvents = 2_000;
/** An event may be on its way to the replica, so that a difference is looked at again. */
const looks = 6;
const pauseMs = 1_000;
/** With more differences than these, something is broken, and not late. */
const mostLooked = 500;
const mostShown = 50;

/** The replicas of all services. */
export async function describeReplicas({ ask }: Pick<Tools, 'ask'>): Promise<DescribedReplica[]> {
  const described = await Promise.all(
    services.map(async (service) => {
      const some = await ask.get<Omit<DescribedReplica, 'service'>[]>(service, '/replicas');
      return some.map((replica) => ({ ...replica, service }));
    }),
  );
  return described.flat();
}

/**
 * Compares replicas with the logs of their owners, and mends them.
 *
 * @param which a service, or a replica such as `orders/tickets`; undefined means all
 */
export async function replicas(
  tools: Tools,
  which: string | undefined,
  options: RepairOptions,
): Promise<Outcome> {
  const all = await describeReplicas(tools);
  const [service, name] = which?.split('/') ?? [];
  const chosen = all.filter(
    (replica) =>
      (service === undefined || replica.service === service) &&
      (name === undefined || replica.name === name),
  );
  if (chosen.length === 0 && service !== undefined && !isService(service))
    throw new NotThereError(`There is no service ${service}`);
  if (chosen.length === 0) {
    const known = all.map((each) => `${each.service}/${each.name}`).join(', ');
    throw new NotThereError(`${which ?? ''} has no replica. There are: ${known}`);
  }
  const results = [];
  for (const replica of chosen) results.push(await repair(tools, replica, options));
  const open = results.flatMap(({ differences }) => differences.filter((each) => !each.isMended));
  return {
    lines: results.flatMap((result) => describe(result)),
    json: results,
    isFound: open.length > 0,
  };
}

interface Result {
  readonly replica: string;
  readonly owner: string;
  readonly events: number;
  readonly differences: readonly Difference[];
}

async function repair(
  { ask, say }: Tools,
  replica: DescribedReplica,
  { how, removeUnknown, reason }: RepairOptions,
): Promise<Result> {
  const { service, name, owner, subjects } = replica;
  const query = new URLSearchParams(subjects.map((each): [string, string] => ['subject', each]));
  let events = 0;

  const send = async (lines: readonly object[], range: Record<string, string> = {}) => {
    const asked = new URLSearchParams({ ...range, removeUnknown: String(removeUnknown) });
    const path = `/replicas/${name}/${how}?${asked.toString()}`;
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const { differences } = await ask.change<{ differences: readonly Difference[] }>(service, {
      path,
      reason,
      lines: body,
    });
    return differences;
  };

  /** The whole log, in batches of whole aggregates. */
  const first: Difference[] = [];
  let batch: StoredEvent[] = [];
  let bytes = 0;
  let after: string | undefined;
  const flush = async (to: string | undefined): Promise<void> => {
    first.push(
      ...(await send(batch, {
        range: 'true',
        ...(after !== undefined && { after }),
        ...(to !== undefined && { to }),
      })),
    );
    after = to;
    batch = [];
    bytes = 0;
    say(`${service}/${name}: ${events} events`);
  };
  for await (const event of ask.lines<StoredEvent>(owner, `/events?${query.toString()}`)) {
    const last = batch.at(-1)?.aggregateId;
    const isFull = batch.length >= batchEvents || bytes >= batchBytes;
    if (isFull && last !== undefined && last !== event.aggregateId) await flush(last);
    batch.push(event);
    bytes += JSON.stringify(event).length;
    events += 1;
  }
  await flush(undefined);

  /** The second look: the owner's log is read after the row was. */
  const lookAgain = async (some: readonly Difference[]): Promise<readonly Difference[]> => {
    const lines: object[] = [];
    for (const { id, version } of some) {
      lines.push({ aggregateId: id, seen: version });
      query.set('aggregate', id);
      const path = `/events?${query.toString()}`;
      for await (const event of ask.lines<StoredEvent>(owner, path)) lines.push(event);
    }
    return lines.length === 0 ? [] : send(lines);
  };

  const final = new Map<string, Difference>();
  const keep = (found: readonly Difference[]): Difference[] => {
    for (const difference of found) {
      const key = `${difference.id} ${difference.kind}`;
      // A row that was mended is reported with what was wrong first.
      if (!final.get(key)?.isMended) final.set(key, difference);
    }
    return found.filter(needsLook);
  };
  let open = keep(first);
  for (let look = 1; look <= looks && open.length > 0 && open.length <= mostLooked; look += 1) {
    await delay(pauseMs);
    const found = await lookAgain(open);
    // What is equal now was only late.
    const still = new Set(found.map(({ id }) => id));
    for (const { id, kind, isMended } of open) {
      if (!still.has(id) && !isMended) final.delete(`${id} ${kind}`);
    }
    open = keep(found);
  }
  return { replica: `${service}/${name}`, owner, events, differences: [...final.values()] };
}

/**
 * A difference that is not sure may be an event on its way. While a row ahead of its owner was there, it refused events,
 * which are in the owner's log.
 */
const needsLook = ({ kind, isSure, isMended }: Difference): boolean =>
  isMended ? kind === 'ahead' : !isSure;

function describe({ replica, owner, events, differences }: Result): string[] {
  const mended = differences.filter(({ isMended }) => isMended).length;
  const left = differences.length - mended;
  const shown = differences
    .slice(0, mostShown)
    .map(({ id, kind, version, ownerVersion, what, isMended }) => [
      `  ${id}`,
      kind,
      version === undefined ? '' : `version ${version}`,
      ownerVersion === undefined ? '' : `owner has ${ownerVersion}`,
      isMended ? 'mended' : 'differs',
      what,
    ]);
  const more = differences.length - shown.length;
  const mends = mended > 0 ? `${mended} mended, ` : '';
  return [
    ...columns(shown),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `${replica}: ${mends}${left} differences from ${owner}, in ${events} events`,
  ];
}
