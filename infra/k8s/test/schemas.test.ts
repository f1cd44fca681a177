import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { overlays, render } from './support/resources';
import { schemaLocations } from './support/schemas';
import { runTool } from './support/tools';

interface Report {
  readonly resources: readonly { readonly filename: string; readonly msg: string }[];
}

const misspelt: Readonly<Record<string, string>> = {
  'a field that does not exist': render('dev').replace('enableServiceLinks:', 'enableLinks:'),
  'a field of a Gateway that does not exist': render('prod-gateway').replace(
    'gatewayClassName:',
    'gatewayClass:',
  ),
  'a field of a PodMonitor that does not exist': render('prod-monitored').replace(
    'podMetricsEndpoints:',
    'podEndpoints:',
  ),
  "a field of Envoy Gateway's that does not exist": render('prod-gateway').replace(
    'requestReceivedTimeout:',
    'requestTimeLimit:',
  ),
};

let folder: string;
let errors: ReadonlyMap<string, readonly string[]>;

// One run for all resources, because reading the schemas is expensive.
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rendered-'));
  const files = { ...Object.fromEntries(overlays.map((one) => [one, render(one)])), ...misspelt };
  for (const [name, yaml] of Object.entries(files)) {
    writeFileSync(path.join(folder, `${name}.yaml`), yaml);
  }
  const { output } = runTool('kubeconform', [
    '-strict',
    '-output=json',
    ...schemaLocations(),
    folder,
  ]);
  const { resources } = JSON.parse(output) as Report;
  errors = new Map(
    Object.keys(files).map((name) => [
      name,
      resources
        .filter(({ filename }) => path.basename(filename, '.yaml') === name)
        .map(({ msg }) => msg),
    ]),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('kubeconform', () => {
  it.each(overlays)('accepts %s as valid Kubernetes 1.34', (overlay) => {
    expect(errors.get(overlay)).toEqual([]);
  });

  it.each(Object.keys(misspelt))('reports %s', (name) => {
    expect(errors.get(name)).toEqual([expect.stringMatching(/additional propert/i)]);
  });
});
