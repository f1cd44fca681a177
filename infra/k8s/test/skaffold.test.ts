import { readFileSync } from 'node:fs';
import path from 'node:path';

import Ajv from 'ajv';
import { parse } from 'yaml';

import { containersOf, overlays } from './support/resources';
import { repository, tools } from './support/tools';

interface Artifact {
  readonly image: string;
}

interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value: Artifact | string;
}

interface Skaffold {
  readonly build: {
    readonly local: { readonly push: boolean };
    readonly artifacts: readonly Artifact[];
  };
  readonly profiles: readonly { readonly name: string; readonly patches?: readonly Patch[] }[];
}

const text = readFileSync(path.join(repository, 'skaffold.yaml'), 'utf8');
const skaffold = parse(text) as Skaffold;
const isValid = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync(path.join(tools, 'schemas/skaffold.json'), 'utf8')) as object,
);

describe('skaffold.yaml', () => {
  it('matches its schema', () => {
    isValid(skaffold);

    expect(isValid.errors).toBeNull();
  });

  it('does not match it with an unknown field', () => {
    expect(isValid({ ...skaffold, portForwards: [] })).toBe(false);
  });

  it('pushes nothing in development', () => {
    expect(skaffold.build.local.push).toBe(false);
  });

  it('builds each of our images that a manifest names', () => {
    const added = skaffold.profiles
      .flatMap(({ patches = [] }) => patches)
      .flatMap(({ value }) => (typeof value === 'object' ? [value] : []));
    const built = [...skaffold.build.artifacts, ...added].map(({ image }) => image);

    const used = overlays
      .flatMap((overlay) => containersOf(overlay))
      .map(([, { image }]) => image.split(':')[0] ?? '')
      .filter((image) => image.startsWith('ticketing-dev/'));

    expect([...new Set(used)].sort()).toEqual(built.sort());
  });

  it('builds, for skaffold dev, images that compile synchronised files', () => {
    const dev = skaffold.profiles.find(({ name }) => name === 'dev');

    expect(dev?.patches?.map((patch) => patch.path)).toEqual(
      skaffold.build.artifacts.map((_, index) => `/build/artifacts/${index}/docker/target`),
    );
  });
});
