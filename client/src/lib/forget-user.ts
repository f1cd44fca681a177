import { keepOnlyPagesOf } from './kept-pages';
import { tabMemory } from './tab-memory';

/** Discards what this browser stores for the user who signs out. */
export async function forgetUser(): Promise<void> {
  tabMemory.forgetAll();
  // The user is signed out all the same. The next page tries again.
  await keepOnlyPagesOf(null).catch(() => undefined);
}
