import { startDurable } from '@ticketing-dev/local';

import { aStackFolder } from '../kit/own-stack';

declare global {
  // Jest loads the setup and the teardown separately, so they share this global.
  var endDurable: (() => Promise<void>) | undefined;
}

const say = (line: string): void => console.log(line);

/** Starts one durable database for all tests except kill-9, which starts its own. */
export default async function globalSetup(): Promise<void> {
  const folder = await aStackFolder();
  globalThis.endDurable = folder.end;
  const durable = await startDurable({ dir: folder.dir, services: ['test'], say });
  globalThis.endDurable = async () => {
    await durable.close();
    await folder.end();
  };
  process.env['TEST_MONGO_URL'] = `mongodb://${new URL(durable.uris['test'] ?? '').host}`;
}
