import type { ParkedMessage } from '@ticketing-dev/common';

import { askEach } from '../ask-each';
import { countOf } from '../count-of';
import { NotThereError, OpsError, WrongUseError, exitCodes } from '../errors';
import type { Outcome, Tools } from '../outcome';
import { isService, type Service, services } from '../services';

interface ParkedAt extends ParkedMessage {
  readonly service: Service;
}

/** The parked messages of all services. */
export async function listParked({ ask }: Pick<Tools, 'ask'>): Promise<Outcome> {
  const { answers, missing } = await askEach<readonly ParkedMessage[]>(ask, services, '/parked');
  const found = answers.flatMap(({ service, answer }) =>
    answer.map((message): ParkedAt => ({ ...message, service })),
  );
  return {
    lines: [
      ...found.flatMap((message) => [
        `${nameOf(message)}  parked ${message.parkedAt}  event ${eventIdOf(message)}`,
        `  ${message.reason}`,
      ]),
      countOf(found.length, 'parked message'),
    ],
    json: found,
    isFound: found.length > 0,
    missing,
  };
}

/** One parked message, with its data. */
export async function showParked({ ask }: Tools, name: string): Promise<Outcome> {
  const { service, id } = parse(name);
  const all = await ask.get<readonly ParkedMessage[]>(service, '/parked');
  const message = all.find((each) => each.id === id);
  if (!message) throw new NotThereError(`${service} has no parked message ${id}`);
  return {
    lines: [
      `${service}/${id}  parked ${message.parkedAt}  event ${eventIdOf(message)}`,
      message.reason,
      readable(message.data),
    ],
    json: { service, ...message },
  };
}

/** Handles parked messages again. A message that fails again stays parked. */
export async function retryParked(
  { ask }: Tools,
  names: readonly string[],
  reason: string,
): Promise<Outcome> {
  const lines: string[] = [];
  let failed = 0;
  for (const name of names) {
    const { service, id } = parse(name);
    const path = `/parked/${encodeURIComponent(id)}/retry`;
    try {
      await ask.change(service, { path, reason });
      lines.push(`${name}  handled`);
    } catch (error) {
      if (!(error instanceof OpsError) || error.exitCode !== exitCodes.found) throw error;
      failed += 1;
      lines.push(`${name}  failed: ${error.message}`);
    }
  }
  return { lines, json: lines, isFound: failed > 0 };
}

/** Deletes a parked message that can never succeed. Its data is shown for the last time. */
export async function discardParked(tools: Tools, name: string, reason: string): Promise<Outcome> {
  const { service, id } = parse(name);
  const shown = await showParked(tools, name);
  const path = `/parked/${encodeURIComponent(id)}`;
  await tools.ask.change(service, { method: 'DELETE', path, reason });
  return { lines: [...shown.lines, 'discarded'], json: shown.json };
}

const nameOf = ({ service, id }: ParkedAt): string => `${service}/${id}`;

function parse(name: string): { readonly service: Service; readonly id: string } {
  const [service = '', ...rest] = name.split('/');
  const id = rest.join('/');
  if (!isService(service) || id === '')
    throw new WrongUseError(`Give a message as the list does, such as orders/payment:created-7`);
  return { service, id };
}

function readable(data: string): string {
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}

function eventIdOf({ data }: ParkedMessage): string {
  return /"eventId"\s*:\s*"([^"]+)"/.exec(data)?.[1] ?? 'without an id';
}
