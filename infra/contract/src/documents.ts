import { stringify } from 'yaml';

import { asyncApi } from './asyncapi';
import { type Json, openApi } from './openapi';
import { postmanCollection, postmanEnvironment } from './postman';

const header = '# Written by `npm run docs`. Do not edit.\n';

const yaml = (document: Json): string =>
  header + stringify(document, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });

const json = (document: Json): string => `${JSON.stringify(document, null, 2)}\n`;

/** Every generated document, by its path in the repository. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/openapi.yaml', yaml(openApi())],
    ['docs/asyncapi.yaml', yaml(asyncApi())],
    ['docs/postman/ticketing.postman_collection.json', json(postmanCollection())],
    [
      'docs/postman/local.postman_environment.json',
      json(postmanEnvironment('local', 'http://localhost:3000')),
    ],
    [
      'docs/postman/ticketing.dev.postman_environment.json',
      json(postmanEnvironment('ticketing.dev', 'https://ticketing.dev')),
    ],
  ]);
