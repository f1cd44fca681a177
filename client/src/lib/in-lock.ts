/** One tab of the browser at a time does the work. Without Web Locks the database still decides who was let in. */
export async function inLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return work();
  let result: { readonly value: T } | undefined;
  await locks.request(name, async () => {
    result = { value: await work() };
  });
  if (!result) throw new Error('The lock was not granted');
  return result.value;
}
