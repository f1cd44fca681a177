import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** A line of a log. */
export interface LogLine {
  /** The process that wrote it: `orders`, or `orders-1`. */
  readonly process: string;
  readonly text: string;
  /** Undefined if the line is not JSON, as those of the servers. */
  readonly fields: Readonly<Record<string, unknown>> | undefined;
}

/** Which logs are read. */
export interface LogsToRead {
  /** The folder of the logs. */
  readonly folder: string;
  /** The services or the processes; none means all. */
  readonly names?: readonly string[];
  /** Where the first read begins: all that is stored, the last lines only, or what is written from now on. */
  readonly from: 'start' | 'last lines' | 'now';
}

const lastBytes = 8 * 1024;
const newline = 0x0a;

interface Position {
  offset: number;
  /** The begin of a line whose end is not written yet. */
  rest: Buffer;
  /** Whether the first read begins in the middle of a line. */
  isCut: boolean;
}

/** The logs of these services: for `orders` they are orders.log, or orders-1.log and orders-2.log. */
export function logNames(folder: string, names: readonly string[] = []): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith('.log'))
    .map((file) => path.basename(file, '.log'))
    .filter(
      (name) =>
        names.length === 0 || names.includes(name) || names.includes(name.replace(/-\d+$/, '')),
    );
}

/**
 * Reads logs that grow. Each call of the result returns the new lines of all of them, in the order of their times.
 * A log that appears later is read from its start.
 */
export function readLogs({ folder, names, from }: LogsToRead): () => LogLine[] {
  const positions = new Map<string, Position>();
  const fileOf = (name: string): string => path.join(folder, `${name}.log`);
  for (const name of logNames(folder, names)) {
    const { size } = statSync(fileOf(name));
    const offset = { start: 0, 'last lines': Math.max(0, size - lastBytes), now: size }[from];
    positions.set(name, {
      offset,
      rest: Buffer.alloc(0),
      isCut: from === 'last lines' && offset > 0,
    });
  }

  const newLines = (name: string): LogLine[] => {
    const position = positions.get(name) ?? { offset: 0, rest: Buffer.alloc(0), isCut: false };
    positions.set(name, position);
    const all = Buffer.concat([position.rest, readFrom(fileOf(name), position)]);
    const end = all.lastIndexOf(newline) + 1;
    position.rest = all.subarray(end);
    const lines = all.toString('utf8', 0, end).split('\n').slice(0, -1);
    if (position.isCut && lines.length > 0) {
      lines.shift();
      position.isCut = false;
    }
    return lines
      .filter((text) => text !== '')
      .map((text) => ({ process: name, text, fields: fieldsOf(text) }));
  };

  return () => inOrder(logNames(folder, names).flatMap(newLines));
}

function readFrom(file: string, position: Position): Buffer {
  const { size } = statSync(file);
  // A shorter file is a new file.
  if (size < position.offset) Object.assign(position, { offset: 0, rest: Buffer.alloc(0) });
  const buffer = Buffer.alloc(size - position.offset);
  const open = openSync(file, 'r');
  const read = readSync(open, buffer, 0, buffer.length, position.offset);
  closeSync(open);
  position.offset += read;
  return buffer.subarray(0, read);
}

function fieldsOf(text: string): LogLine['fields'] {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as LogLine['fields'];
  } catch {
    return undefined;
  }
}

/** By time. A line without a time stays behind the line before it. */
function inOrder(lines: readonly LogLine[]): LogLine[] {
  let last = '';
  let process = '';
  const timed = lines.map((line) => {
    if (line.process !== process) last = '';
    ({ process } = line);
    const { time } = line.fields ?? {};
    if (typeof time === 'string') last = time;
    return { line, time: last };
  });
  return timed
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)))
    .map(({ line }) => line);
}
