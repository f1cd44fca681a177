import path from 'node:path';

import { repository } from '../paths';
import { freePort } from '../ports';
import { httpAnswers } from '../probes';
import type { Server } from '../servers/specs';

export async function stripeServer(dir: string): Promise<Server<string>> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const spec = {
    name: 'stripe',
    command: process.execPath,
    args: [path.join(repository, 'infra/local/dist/stripe/main.js')],
    cwd: repository,
    env: { PORT: String(port), LEDGER: path.join(dir, 'stripe.jsonl') },
    url,
    isReady: () => httpAnswers(`${url}/_ledger`),
  };
  return { specs: [spec], at: url };
}
