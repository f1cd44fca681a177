import type { Json } from './openapi';

/** A change that a caller or a listener may not survive. */
export interface BreakingChange {
  /** `GET /api/tickets/{id}`, or the subject of an event. */
  readonly where: string;
  /** What changed, such as `answer 200: price was removed`. */
  readonly what: string;
}

/** Who sends the data: the platform, to whom fields may be added, or a caller, who must not need new ones. */
type Direction = 'we send' | 'we receive';

interface Schema extends Json {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
}

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface OperationObject {
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media & { readonly $ref?: string }>>;
}

interface OpenApi extends Json {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}

interface AsyncApi extends Json {
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly address: string;
        readonly messages: Readonly<Record<string, { readonly payload: Schema }>>;
      }
    >
  >;
}

function resolve<T extends { readonly $ref?: string }>(document: Json, part: T): T {
  if (part.$ref === undefined) return part;
  const keys = part.$ref.replace('#/', '').split('/');
  return keys.reduce<Json>((found, key) => found[key] as Json, document) as unknown as T;
}

/** Compares one schema with a later one. */
class SchemaComparison {
  constructor(
    private readonly before: Json,
    private readonly after: Json,
    private readonly direction: Direction,
  ) {}

  changes(old: Schema, current: Schema, at = ''): string[] {
    const [a, b] = [resolve(this.before, old), resolve(this.after, current)];
    const name = at || 'the body';
    if (a.anyOf || b.anyOf) return this.#forms(a, b, name);
    if (JSON.stringify(a.type) !== JSON.stringify(b.type)) return [`the type of ${name} changed`];
    return [
      ...this.#values(a, b, name),
      ...this.#fields(a, b, at),
      ...(a.items && b.items ? this.changes(a.items, b.items, `${at}[]`) : []),
    ];
  }

  /** Each form of an item needs one after it that it can be read as. */
  #forms(a: Schema, b: Schema, name: string): string[] {
    const [from, into] = [a.anyOf ?? [a], b.anyOf ?? [b]];
    const isKept = (form: Schema): boolean =>
      into.some((each) => this.changes(form, each).length === 0);
    return from.filter((form) => !isKept(form)).map((form) => `${name} lost ${brief(form)}`);
  }

  #values(a: Schema, b: Schema, name: string): string[] {
    const valuesOf = ({ enum: list, const: one }: Schema) =>
      list ?? (one === undefined ? undefined : [one]);
    const [from, into] = [valuesOf(a), valuesOf(b)];
    if (!from || !into) return [];
    const gone = from.filter((value) => !into.includes(value));
    return gone.map((value) => `${name} lost the value ${JSON.stringify(value)}`);
  }

  #fields(a: Schema, b: Schema, at: string): string[] {
    const path = (name: string): string => (at === '' ? name : `${at}.${name}`);
    const fields = Object.entries(a.properties ?? {});
    const removed = fields.filter(([name]) => b.properties?.[name] === undefined);
    const kept = fields.flatMap(([name, field]) => {
      const later = b.properties?.[name];
      return later ? this.changes(field, later, path(name)) : [];
    });
    const isRequired = ({ required = [] }: Schema, name: string): boolean =>
      required.includes(name);
    const names = Object.keys(b.properties ?? {});
    const requirement =
      this.direction === 'we send'
        ? fields
            .filter(([name]) => isRequired(a, name) && b.properties?.[name] && !isRequired(b, name))
            .map(([name]) => `${path(name)} became optional`)
        : names
            .filter((name) => isRequired(b, name) && !isRequired(a, name))
            .map((name) => `${path(name)} became required`);
    return [...removed.map(([name]) => `${path(name)} was removed`), ...kept, ...requirement];
  }
}

const brief = (schema: Schema): string => {
  const { code, message } = schema.properties ?? {};
  return code
    ? `${String(code.const)} ${JSON.stringify(message?.enum ?? message?.['pattern'])}`
    : 'a form';
};

const schemaOf = ({ content }: Media): Schema | undefined => content?.['application/json']?.schema;

/** What breaks callers of the API, of two OpenAPI documents. */
export function breakingHttp(before: Json, after: Json): BreakingChange[] {
  const [old, current] = [before as OpenApi, after as OpenApi];
  return Object.entries(old.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const where = `${method.toUpperCase()} ${path}`;
      const later = current.paths[path]?.[method];
      const changes = later ? operationChanges(old, current, operation, later) : ['was removed'];
      return changes.map((what) => ({ where, what }));
    }),
  );
}

function operationChanges(
  before: Json,
  after: Json,
  old: OperationObject,
  current: OperationObject,
): string[] {
  const body = [old.requestBody, current.requestBody].map((each) => each && schemaOf(each));
  const [oldBody, newBody] = body;
  const receives = new SchemaComparison(before, after, 'we receive');
  const sends = new SchemaComparison(before, after, 'we send');
  const parameters = (old.parameters ?? [])
    .filter(({ name }) => !current.parameters?.some((each) => each.name === name))
    .map(({ name }) => `the parameter ${name} was removed`);
  const wasRequired = (name: string): boolean =>
    old.parameters?.some((each) => each.name === name && each.required) ?? false;
  const required = (current.parameters ?? [])
    .filter((parameter) => parameter.required && !wasRequired(parameter.name))
    .map(({ name }) => `the parameter ${name} became required`);
  const answers = Object.entries(old.responses).flatMap(([status, response]) => {
    const later = current.responses[status];
    if (!later) return [`answer ${status} was removed`];
    const [from, into] = [resolve(before, response), resolve(after, later)].map(schemaOf);
    if (!from || !into) return from === into ? [] : [`answer ${status} has another body`];
    return sends.changes(from, into).map((what) => `answer ${status}: ${what}`);
  });
  return [
    ...parameters,
    ...required,
    ...(newBody ? receives.changes(oldBody ?? {}, newBody).map((what) => `body: ${what}`) : []),
    ...answers,
  ];
}

/**
 * What breaks listeners and publishers, of two AsyncAPI documents. Services of others publish our events, too, so that a
 * field must not become required either.
 */
export function breakingEvents(before: Json, after: Json): BreakingChange[] {
  const [old, current] = [before as AsyncApi, after as AsyncApi];
  return Object.entries(old.channels).flatMap(([name, { address, messages }]) => {
    const later = current.channels[name];
    if (later?.address !== address) return [{ where: address, what: 'was removed' }];
    const [from, into] = [messages, later.messages].map((each) => Object.values(each)[0]?.payload);
    const directions: Direction[] = ['we send', 'we receive'];
    const changes = directions.flatMap((direction) =>
      new SchemaComparison(before, after, direction).changes(from ?? {}, into ?? {}),
    );
    return [...new Set(changes)].map((what) => ({ where: address, what }));
  });
}
