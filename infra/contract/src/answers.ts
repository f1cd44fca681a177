import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';

import { type Json, openApi } from './openapi';

/** An answer of the API, as a client or a server sees it. */
export interface Answer {
  readonly method: string;
  /** The path, with or without a query. */
  readonly url: string;
  readonly status: number;
  /** The parsed body; undefined if there is none. */
  readonly body: unknown;
}

interface Route {
  readonly path: string;
  readonly pattern: RegExp;
  readonly methods: Readonly<
    Record<string, { readonly responses: Readonly<Record<string, Json>> }>
  >;
}

const document = openApi();
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');

const routes: readonly Route[] = Object.entries(
  document['paths'] as Record<string, Route['methods']>,
).map(([path, methods]) => ({
  path,
  methods,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
}));

const pointer = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

const validators = new Map<string, ValidateFunction>();
function validatorAt(at: string): ValidateFunction {
  const known = validators.get(at) ?? ajv.compile({ $ref: `openapi#${at}` });
  validators.set(at, known);
  return known;
}

/** The place of a response in the document, after its reference. */
function placeOf(path: string, method: string, status: number, response: Json): string {
  const { $ref: reference } = response as { readonly $ref?: string };
  return reference?.slice(1) ?? `/paths/${pointer(path)}/${method}/responses/${status}`;
}

const notFound = '/components/responses/NotFound';

/**
 * Compares an answer with the OpenAPI document.
 *
 * @returns what the document does not allow; undefined if the answer is as documented
 */
export function undocumented({ method, url, status, body }: Answer): string | undefined {
  const [path = ''] = url.split('?');
  const verb = method.toLowerCase();
  const documented = verb === 'head' ? 'get' : verb;
  const route = routes.find(({ pattern, methods }) => pattern.test(path) && methods[documented]);
  const operation = route?.methods[documented];
  const name = `${method} ${path} ${status}`;
  // Express answers OPTIONS with the methods of the route.
  if (verb === 'options') return undefined;
  if (!route || !operation)
    return status === 404 ? faultOf(name, notFound, verb, body) : `${name}: no such route`;
  const response = operation.responses[status];
  if (!response) return `${name}: no such status`;
  return faultOf(name, placeOf(route.path, documented, status, response), verb, body);
}

function faultOf(name: string, place: string, verb: string, body: unknown): string | undefined {
  if (verb === 'head') return undefined;
  const { content } = at(place);
  if (content === undefined) return body === undefined ? undefined : `${name}: has a body`;
  // The events of a stream are written one by one, and its end has no body.
  if (!('application/json' in (content as Json))) return undefined;
  const validate = validatorAt(`${place}/content/application~1json/schema`);
  if (validate(body)) return undefined;
  return `${name}: ${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`;
}

/** A part of the document by its JSON pointer. */
const at = (place: string): Json =>
  place
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json>((part, key) => part[key] as Json, document);
