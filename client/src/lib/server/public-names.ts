import 'server-only';

import { showPublicUser } from '@/lib/api/users';
import type { Caller } from '@/lib/api/http';

/** How many names are read concurrently. */
const groupSize = 10;

/** The public names of users by their ids. Users without a name, and names that cannot be read, are left out. */
export async function publicNames(
  ids: readonly (string | undefined)[],
  caller: Caller,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== undefined);
  const names = new Map<string, string>();
  for (let first = 0; first < wanted.length; first += groupSize) {
    await Promise.all(
      wanted.slice(first, first + groupSize).map(async (id) => {
        const user = await showPublicUser(id, caller).catch(() => null);
        if (user?.name !== undefined) names.set(id, user.name);
      }),
    );
  }
  return names;
}
