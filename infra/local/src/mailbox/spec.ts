import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { repository } from '../paths';
import { freePort } from '../ports';
import { httpAnswers } from '../probes';
import type { Server } from '../servers/specs';
import type { Mailbox } from '../stack/settings';

const host = '127.0.0.1';

/** A mailbox that receives every mail, with a page that shows them: maildev. It sends nothing on. */
export async function mailboxServer(dir: string): Promise<Server<Mailbox>> {
  const smtpPort = String(await freePort());
  const pagePort = String(await freePort());
  const page = `http://localhost:${pagePort}`;
  mkdirSync(dir, { recursive: true });
  const spec = {
    name: 'mailbox',
    command: process.execPath,
    args: [
      path.join(repository, 'node_modules/maildev/bin/maildev'),
      ...['--smtp', smtpPort, '--ip', host, '--hide-extensions', 'STARTTLS'],
      ...['--web', pagePort, '--web-ip', host],
      ...['--mail-directory', dir],
    ],
    cwd: dir,
    env: {},
    url: page,
    isReady: () => httpAnswers(`http://${host}:${pagePort}/healthz`),
  };
  return { specs: [spec], at: { smtp: `smtp://${host}:${smtpPort}`, page } };
}
