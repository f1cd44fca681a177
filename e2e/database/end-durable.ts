import './start-durable';

export default async function globalTeardown(): Promise<void> {
  await globalThis.endDurable?.();
}
