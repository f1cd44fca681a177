import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

// The module object itself, not a copy of its exports, because one export is replaced below.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import accountData = require('stripe-stateful-mock/dist/api/AccountData');

type Stored = accountData.Stored;

interface Entry {
  readonly store: number;
  readonly account: string;
  readonly id: string;
  /** Absent if the object was removed. */
  readonly value?: Stored;
}

const stores: RememberedData<Stored>[] = [];
const touched = new Map<string, Omit<Entry, 'value'>>();

/**
 * The mock stores each kind of object in an AccountData, which it creates when its module is loaded. This class also
 * records every object that was read or written, because the mock changes objects in place after `get`.
 */
class RememberedData<T extends Stored> extends accountData.AccountData<T> {
  private readonly store: number;

  constructor() {
    super();
    this.store = stores.push(this) - 1;
  }

  override get(account: string, id: string): T | null {
    this.touch(account, id);
    return super.get(account, id);
  }

  override put(account: string, object: T): void {
    this.touch(account, object.id);
    super.put(account, object);
  }

  override remove(account: string, id: string): void {
    this.touch(account, id);
    super.remove(account, id);
  }

  peek(account: string, id: string): T | undefined {
    return this.data[account]?.[id];
  }

  restore(account: string, id: string, value: T | undefined): void {
    const objects = (this.data[account] ??= {});
    if (value) objects[id] = value;
    else super.remove(account, id);
  }

  entries(): Entry[] {
    return Object.entries(this.data).flatMap(([account, objects]) =>
      Object.entries(objects).map(([id, value]) => ({ store: this.store, account, id, value })),
    );
  }

  private touch(account: string, id: string): void {
    touched.set(`${this.store} ${account} ${id}`, { store: this.store, account, id });
  }
}

Object.assign(accountData, { AccountData: RememberedData });

const toLine = (entry: Entry): string => `${JSON.stringify(entry)}\n`;

/** Ignores a last line without its end: a kill cut it off, so its request was never answered. */
function readEntries(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Entry);
}

export interface Ledger {
  /** Appends the changes of the last request. Call it before the response is sent. */
  save(): void;
}

/** Restores the mock's objects from the file and compacts it. `save` then appends to it. */
export function openLedger(file: string): Ledger {
  mkdirSync(path.dirname(file), { recursive: true });
  for (const { store, account, id, value } of readEntries(file)) {
    stores[store]?.restore(account, id, value);
  }
  const compact = `${file}.new`;
  writeFileSync(compact, stores.flatMap((store) => store.entries().map(toLine)).join(''));
  renameSync(compact, file);
  touched.clear();

  return {
    save() {
      const lines = [...touched.values()].map(({ store, account, id }) => {
        const value = stores[store]?.peek(account, id);
        return toLine(value ? { store, account, id, value } : { store, account, id });
      });
      touched.clear();
      if (lines.length > 0) appendFileSync(file, lines.join(''));
    },
  };
}
