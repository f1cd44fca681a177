import { startDurable } from '@ticketing-dev/local';

import { aStackFolder } from '../../kit/own-stack';

declare global {
  // Jest loads the setup and the teardown apart from each other: they meet here.
  var endDurable: (() => Promise<void>) | undefined;
}

const say = (line: string): void => console.log(line);

/** One durable database for all tests but those that kill it. */
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
