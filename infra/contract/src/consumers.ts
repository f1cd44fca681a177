import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { channels } from './asyncapi';
import { type BreakingChange, breakingEvents, breakingHttp } from './breaking';
import type { Json } from './openapi';

const repository = path.join(__dirname, '../../..');

/** Where this repository calls its own API. */
const callers = ['client/src', 'e2e/kit', 'infra/local/src', 'docs/postman'];

const filesIn = (folder: string): string[] =>
  readdirSync(path.join(repository, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)));

/** The files of this repository that call a route. */
function callersOf(route: string): string[] {
  const [, fixed = ''] = /^\w+ (\/api\/[^{]*?)(?:\/\{|$)/.exec(route) ?? [];
  return callers
    .flatMap(filesIn)
    .filter((file) => readFileSync(path.join(repository, file), 'utf8').includes(fixed))
    .sort();
}

const channelOf = (subject: string) =>
  Object.entries(channels).find(([name]) => name === subject)?.[1];

/** Lines for people: each breaking change, and who is affected. */
export function report(
  before: { readonly openApi: Json; readonly asyncApi: Json },
  after: { readonly openApi: Json; readonly asyncApi: Json },
): string[] {
  const line = (consumers: string, { where, what }: BreakingChange): string =>
    `${where}: ${what}. Consumers: ${consumers}`;
  const http = breakingHttp(before.openApi, after.openApi).map((change) =>
    line([...callersOf(change.where), 'every client of the API'].join(', '), change),
  );
  const events = breakingEvents(before.asyncApi, after.asyncApi).map((change) => {
    const { publisher = '', listeners = [] } = channelOf(change.where) ?? {};
    return line(
      `${listeners.join(', ')} (published by ${publisher}), and services of others`,
      change,
    );
  });
  return [...http, ...events];
}
