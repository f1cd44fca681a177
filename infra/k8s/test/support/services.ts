import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from './repository';

interface ServiceFacts {
  readonly http: boolean;
  readonly needs: readonly string[];
  readonly limits: readonly string[];
}

const file = path.join(repository, 'infra/local/src/stack/services.json');

/** The services of this repository, with what each needs. */
export const services = JSON.parse(readFileSync(file, 'utf8')) as Readonly<
  Record<string, ServiceFacts>
>;

const namesWith = (is: (facts: ServiceFacts) => boolean): string[] =>
  Object.entries(services).flatMap(([name, facts]) => (is(facts) ? [name] : []));

export const names = Object.keys(services);
export const withRoutes = namesWith(({ http }) => http);
export const needing = (need: string): string[] => namesWith(({ needs }) => needs.includes(need));
/** The services and the client: every Deployment. */
export const deployments = [...names, 'client'];
/** Whether an overlay has the toolbox of operators. */
export const hasOps = (overlay: string): boolean => /^(staging|prod)/.test(overlay);
