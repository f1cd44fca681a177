import { readFileSync } from 'node:fs';

import type { RecordedProcess } from '@ticketing-dev/local';
import postgres from 'postgres';

const settings = ['fsync', 'full_page_writes', 'synchronous_commit'];

/** As the running server reports them. */
async function ofPostgres(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name in ${sql(settings)} order by name`;
    return `PostgreSQL: ${rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')}`;
  } finally {
    await sql.end();
  }
}

/** The store that NATS Streaming reports. It does not report how it writes: its options show that. */
async function ofNats(pid: number): Promise<string> {
  const options = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const option = (name: string): string | undefined =>
    options[options.findIndex((each) => each.replace(/^--?/, '') === name) + 1 || Infinity];
  const answer = await fetch(`http://127.0.0.1:${option('m') ?? ''}/streaming/storez`);
  const { type } = (await answer.json()) as { readonly type: string };
  return `NATS Streaming: ${type} store, file_sync ${option('file_sync') ?? 'not set (its default is on)'}`;
}

/** What the running servers do before they acknowledge a write. Each setting is said once. */
export async function durabilityOf(running: readonly RecordedProcess[]): Promise<string> {
  const said = await Promise.all(
    running.map(async ({ name, url, pid }) => {
      if (url.startsWith('postgres:')) return ofPostgres(url);
      return name === 'nats' && pid !== null ? ofNats(pid) : undefined;
    }),
  );
  return [...new Set(said)].filter((each) => each !== undefined).join('. ');
}
