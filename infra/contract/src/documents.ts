import { stringify } from 'yaml';

import { asyncApi } from './asyncapi';
import { type Json, openApi } from './openapi';

const header = '# Written by `npm run docs`. Do not edit.\n';

const yaml = (document: Json): string =>
  header + stringify(document, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });

/** Every generated document, by its path in the repository. */
export const documents = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/openapi.yaml', yaml(openApi())],
    ['docs/asyncapi.yaml', yaml(asyncApi())],
  ]);
