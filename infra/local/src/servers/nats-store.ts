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
 * NATS Streaming 0.25's file store, as far as one must know it to mend it (stores/filestore.go). A file is a version of
 * 4 bytes, and records. A record is its size, a checksum, and so many bytes; in `subs.dat` and `clients.dat` the highest
 * byte of the size is the record's type. `msgs.N.idx` has an entry for each record of `msgs.N.dat`.
 */
const VERSION_BYTES = 4;
const HEADER_BYTES = 8;
const SIZE_BESIDE_TYPE = 0xff_ff_ff;
const ENTRY = { bytes: 32, offsetAt: 8, sizeAt: 24, checksumAt: 28 } as const;

/** A file's bytes from here on: a slice of messages may be long, and is known to be good up to its last record. */
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
 * How many bytes are whole records.
 *
 * @returns undefined where a record is all there and wrong: that is no torn end
 */
function wholeBytes(records: Buffer, isTyped: boolean): number | undefined {
  let whole = 0;
  while (whole + HEADER_BYTES <= records.length) {
    const first = records.readUInt32LE(whole);
    const checksum = records.readUInt32LE(whole + 4);
    const next = whole + HEADER_BYTES + (isTyped ? first & SIZE_BESIDE_TYPE : first);
    if (next > records.length) break;
    if (crc32(records.subarray(whole + HEADER_BYTES, next)) !== checksum) return undefined;
    whole = next;
  }
  return whole;
}

/** Where the last record ends that the index knows. What is torn or wrong in an index, the server makes anew. */
function endOfIndexed(index: string): number {
  const entries = readFrom(index, VERSION_BYTES);
  const isWhole = entries.length > 0 && entries.length % ENTRY.bytes === 0;
  if (!isWhole) return VERSION_BYTES;
  const last = entries.subarray(-ENTRY.bytes);
  if (crc32(last.subarray(0, ENTRY.checksumAt)) !== last.readUInt32LE(ENTRY.checksumAt)) {
    return VERSION_BYTES;
  }
  const offset = Number(last.readBigUInt64LE(ENTRY.offsetAt));
  return offset + HEADER_BYTES + last.readUInt32LE(ENTRY.sizeAt);
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/**
 * Mends what a full disk leaves behind and the server does not start with, or would go wrong with later. It takes away
 * only what was never acknowledged: files without a record in them, and the torn end of a file. What else is wrong stays
 * as it is, and the server says so.
 *
 * @param store the server's `-dir`
 * @returns what it has done, a line for each file
 */
export function mendNatsStore(store: string): string[] {
  if (!existsSync(store)) return [];
  const said: string[] = [];
  const channels = foldersIn(store);

  const removeIfEmpty = (name: string): void => {
    const file = path.join(store, name);
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    // The version comes first: without it nothing has ever been in the file.
    if (size === undefined || size >= VERSION_BYTES) return;
    rmSync(file);
    said.push(`removed ${name}, which held nothing`);
  };
  const cutTornEnd = (name: string, { from = VERSION_BYTES, isTyped = true } = {}): void => {
    const file = path.join(store, name);
    const records = readFrom(file, from);
    const whole = wholeBytes(records, isTyped);
    if (whole === undefined || whole === records.length) return;
    truncateSync(file, from + whole);
    said.push(`cut ${records.length - whole} bytes off ${name}, a record that was never whole`);
  };

  removeIfEmpty('clients.dat');
  cutTornEnd('clients.dat');
  // With channels beside it the server's own file was lost, which is no matter of a full disk.
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
      if (from === VERSION_BYTES) removeIfEmpty(messages);
      cutTornEnd(messages, { from, isTyped: false });
    }
  }
  return said;
}
