import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * The parts of NATS Streaming 0.25's file store that a repair needs (stores/filestore.go). A file has a version of 4
 * bytes, then records. A record has its size, a checksum, and that many bytes. In `subs.dat` and `clients.dat` the
 * highest byte of the size is the record's type. `msgs.N.idx` has an entry for each record of `msgs.N.dat`.
 */
const versionBytes = 4;
const headerBytes = 8;
const sizeBesideType = 0xff_ff_ff;
const entryLayout = { bytes: 32, offsetAt: 8, sizeAt: 24, checksumAt: 28 } as const;

/** Reads a file from an offset on. A file of messages may be long, and only the part behind the index needs a check. */
function readFrom(file: string, from: number): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const open = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(open).size - from));
    return bytes.subarray(0, readSync(open, bytes, 0, bytes.length, from));
  } finally {
    closeSync(open);
  }
}

/**
 * The number of bytes that are complete records.
 *
 * @returns undefined if a complete record has a wrong checksum: that is corruption, not a torn end
 */
function wholeBytes(records: Buffer, isTyped: boolean): number | undefined {
  let whole = 0;
  while (whole + headerBytes <= records.length) {
    const first = records.readUInt32LE(whole);
    const checksum = records.readUInt32LE(whole + 4);
    const next = whole + headerBytes + (isTyped ? first & sizeBesideType : first);
    if (next > records.length) break;
    if (crc32(records.subarray(whole + headerBytes, next)) !== checksum) return undefined;
    whole = next;
  }
  return whole;
}

/** The offset at which the last indexed record ends. The server rebuilds an index that is torn or wrong. */
function endOfIndexed(index: string): number {
  const entries = readFrom(index, versionBytes);
  const isWhole = entries.length > 0 && entries.length % entryLayout.bytes === 0;
  if (!isWhole) return versionBytes;
  const last = entries.subarray(-entryLayout.bytes);
  if (
    crc32(last.subarray(0, entryLayout.checksumAt)) !== last.readUInt32LE(entryLayout.checksumAt)
  ) {
    return versionBytes;
  }
  const offset = Number(last.readBigUInt64LE(entryLayout.offsetAt));
  return offset + headerBytes + last.readUInt32LE(entryLayout.sizeAt);
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Repairs a store after a full disk, which otherwise keeps the server from starting or fails later. It removes only
 * data that was never acknowledged: files without a record, and the torn end of a file. It does not change other
 * errors: the server reports them.
 *
 * @param store the server's `-dir`
 * @returns a line for each repaired file
 */
export function repairNatsStore(store: string): string[] {
  if (!existsSync(store)) return [];
  const repairs: string[] = [];
  const channels = foldersIn(store);

  const removeIfEmpty = (name: string): void => {
    const file = path.join(store, name);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    // The version is written first: a file without it never contained a record.
    if (size === undefined || size >= versionBytes) return;
    rmSync(file);
    repairs.push(`removed ${name}, which was empty`);
  };
  const cutTornEnd = (name: string, { from = versionBytes, isTyped = true } = {}): void => {
    const file = path.join(store, name);
    const records = readFrom(file, from);
    const whole = wholeBytes(records, isTyped);
    if (whole === undefined || whole === records.length) return;
    truncateSync(file, from + whole);
    repairs.push(`cut ${records.length - whole} bytes of an incomplete record off ${name}`);
  };

  removeIfEmpty('clients.dat');
  cutTornEnd('clients.dat');
  // If there are channels, the server's own file was lost for another reason than a full disk.
  if (channels.length === 0) removeIfEmpty('server.dat');
  for (const channel of channels) {
    removeIfEmpty(`${channel}/subs.dat`);
    cutTornEnd(`${channel}/subs.dat`);
    const slices = readdirSync(path.join(store, channel)).filter((name) =>
      /^msgs\.\d+\.dat$/.test(name),
    );
    for (const slice of slices) {
      const messages = `${channel}/${slice}`;
      const index = messages.replace(/dat$/, 'idx');
      removeIfEmpty(index);
      const from = endOfIndexed(path.join(store, index));
      if (from === versionBytes) removeIfEmpty(messages);
      cutTornEnd(messages, { from, isTyped: false });
    }
  }
  return repairs;
}
