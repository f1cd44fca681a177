import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parse } from 'yaml';

import { tools } from './tools';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

interface CustomResource {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** Makes unknown fields of custom resources an error, as in the other schemas. */
function strict(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(items && { items: strict(items) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: strict(additionalProperties),
    }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, strict(value)]),
      ),
      ...(!schema['x-kubernetes-preserve-unknown-fields'] && { additionalProperties: false }),
    }),
  };
}

const filesOf = (folder: string, start: string): string[] =>
  readdirSync(path.join(tools, 'schemas', folder))
    .filter((name) => name.startsWith(start))
    .map((name) => path.join(tools, 'schemas', folder, name));

/** The custom resources of Gateway API, Envoy Gateway and the Prometheus Operator as JSON schemas that kubeconform reads. */
function customSchemas(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'custom-resources-'));
  const files = [
    ...filesOf('gateway-api', 'gateway.networking'),
    ...filesOf('envoy-gateway', 'gateway.envoyproxy'),
    ...filesOf('prometheus-operator', 'monitoring.coreos'),
  ];
  for (const file of files) {
    const { spec } = parse(readFileSync(file, 'utf8')) as CustomResource;
    for (const { name, schema } of spec.versions) {
      const target = path.join(folder, `${spec.names.kind.toLowerCase()}-${name}.json`);
      const full = strict(schema.openAPIV3Schema);
      const properties = { ...full.properties, metadata: { type: 'object' } };
      writeFileSync(target, JSON.stringify({ ...full, properties }));
    }
  }
  return folder;
}

/** kubeconform's arguments to use the local schemas instead of the network. */
export const schemaLocations = (): string[] => [
  '-schema-location',
  path.join(tools, 'schemas/kubernetes/{{.ResourceKind}}{{.KindSuffix}}.json'),
  '-schema-location',
  path.join(customSchemas(), '{{.ResourceKind}}-{{.ResourceAPIVersion}}.json'),
];
