import { readFileSync } from 'node:fs';
import path from 'node:path';

export const repository = path.join(__dirname, '../../..');

export const serviceNames = (): string[] =>
  Object.keys(
    JSON.parse(
      readFileSync(path.join(repository, 'infra/local/src/stack/services.json'), 'utf8'),
    ) as object,
  );
