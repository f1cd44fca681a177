import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Parser } from '@asyncapi/parser';
import { serviceNames } from '@ticketing-dev/local';

import { channels } from '../src/asyncapi';
import { documents } from '../src/documents';
import { type Json, openApi } from '../src/openapi';
import {
  bodyErrors,
  idempotencyErrors,
  listErrors,
  operations,
  serverErrors,
} from '../src/operations';
import { postmanCollection } from '../src/postman';

const repository = path.join(__dirname, '../../..');
const textOf = (file: string): string => readFileSync(path.join(repository, file), 'utf8');
const generated = [...documents()];
/** Of a Diagnostic of @asyncapi/parser. */
const errorSeverity = 0;

/** Every route that a service has, such as `GET /api/tickets/*`. A worker has none. */
function routesOf(service: string): string[] {
  const folder = path.join(repository, service, 'src/routes');
  if (!existsSync(folder)) return [];
  const sources = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/router\.(get|post|put|delete)\(\s*'([^']+)'/g)].map(
      ([, method = '', route = '']) => `${method.toUpperCase()} ${route.replace(/:\w+/g, '*')}`,
    ),
  );
}

/** The text of every test and of the proof's tools. */
function everyTest(): string {
  const folders = [
    'common/test',
    'common/src/testing',
    'infra/local/test',
    'e2e',
    ...serviceNames.map((each) => `${each}/test`),
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(file))
      .map((file) => path.join(folder, file)),
  );
  return files.map(textOf).join('\n');
}

/** The places where a schema accepts fields that it does not name. */
function openObjects(value: unknown, place = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, properties, additionalProperties } = value as Json;
  const isOpen = (type === 'object' || properties !== undefined) && additionalProperties !== false;
  const inner = Object.entries(value).flatMap(([key, each]) =>
    openObjects(each, `${place}/${key}`),
  );
  return isOpen ? [place, ...inner] : inner;
}

describe('the documents', () => {
  it.each(generated)('%s is what `npm run docs` writes', (file, text) => {
    expect(existsSync(path.join(repository, file)) && textOf(file)).toBe(text);
  });

  it('give the typed client its types', () => {
    const program = [
      'node_modules/openapi-typescript/bin/cli.js',
      'docs/openapi.yaml',
      '--immutable',
    ];
    const types = execFileSync(process.execPath, program, { cwd: repository, encoding: 'utf8' });

    expect(types.trim()).toBe(textOf('common/src/client/paths.ts').trim());
  });

  it.each(serviceNames)('describe every route of %s, and no other', (service) => {
    const described = operations
      .filter((operation) => operation.service === service)
      .map(
        ({ method, path: route }) => `${method.toUpperCase()} ${route.replace(/\{\w+\}/g, '*')}`,
      );

    expect(described.sort()).toEqual(routesOf(service).sort());
  });

  it('call every operation in the Postman collection', () => {
    const { item: folders } = postmanCollection() as unknown as {
      item: { item: { request: { method: string; url: { raw: string } } }[] }[];
    };
    const sent = folders.flatMap(({ item }) =>
      item.map(({ request: { method, url } }) => {
        const route = url.raw.replace('{{baseUrl}}', '').replace(/\?.*/, '');
        return { method: method.toLowerCase(), route };
      }),
    );
    const isSent = ({ method, path: route }: (typeof operations)[number]): boolean => {
      const pattern = new RegExp(
        `^${route.replace(/\{\w+\}/g, '(\\{\\{\\w+\\}\\}|[0-9a-f]{24})')}$`,
      );
      return sent.some((each) => each.method === method && pattern.test(each.route));
    };

    // Postman would wait for the end of a stream.
    const called = operations.filter(({ isStream }) => !isStream);
    expect(called.filter((each) => !isSent(each)).map(({ id }) => id)).toEqual([]);
  });

  it('describe each answer completely', () => {
    const { paths, components } = openApi() as Record<'paths' | 'components', Record<string, Json>>;
    const answers = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => (operation as { responses: Json }).responses),
    );

    expect(answers.filter((responses) => 'default' in responses)).toEqual([]);
    expect(openObjects([answers, components['schemas'], components['responses']])).toEqual([]);
  });

  const everyMessage = [
    ...operations.flatMap(({ errors }) => errors),
    ...bodyErrors,
    ...listErrors,
    ...idempotencyErrors,
    ...serverErrors,
  ].map(({ message }) => message);

  it('name only messages that a test sees', () => {
    const tests = everyTest();
    const messages = everyMessage.filter((message) => typeof message === 'string');

    expect([...new Set(messages)].filter((message) => !tests.includes(message))).toEqual([]);
  });

  it('have patterns without flags, because JSON Schema has none', () => {
    const patterns = everyMessage.filter((message) => message instanceof RegExp);

    expect(patterns.filter(({ flags }) => flags !== '')).toEqual([]);
  });

  it('name the publisher and the listeners that the contract names', () => {
    const rows = [
      ...textOf('docs/contract.md').matchAll(
        /^\| \**`([a-z]+:[a-z]+)`\** *\| (\w+) +\| ([\w, ]*?) *\|/gm,
      ),
    ];

    expect(
      Object.fromEntries(
        rows.map(([, subject, publisher, listeners = '']) => [
          subject,
          { publisher, listeners: listeners.split(', ').filter(Boolean) },
        ]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(channels).map(([subject, { publisher, listeners }]) => [
          subject,
          { publisher, listeners },
        ]),
      ),
    );
  });
});

describe('a linter', () => {
  it('finds nothing in the OpenAPI document', () => {
    const program = [path.join(__dirname, 'lint-openapi.mjs'), 'docs/openapi.yaml'];
    const problems = execFileSync(process.execPath, program, { cwd: repository, encoding: 'utf8' });

    expect(JSON.parse(problems)).toEqual([]);
  });

  it('finds no error in the AsyncAPI document', async () => {
    const { diagnostics } = await new Parser().parse(textOf('docs/asyncapi.yaml'));

    expect(diagnostics.filter(({ severity }) => severity.valueOf() === errorSeverity)).toEqual([]);
  });
});
