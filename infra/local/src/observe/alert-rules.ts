import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { repository } from '../paths';

/** One alert. */
export interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

/** The rules as Prometheus reads them. */
export interface AlertRules {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Alert[] }[];
}

const file = path.join(repository, 'infra/k8s/components/monitoring/rules.yaml');

/** The alerts of the cluster's PrometheusRule, which are the only ones. */
export const alertRules = (): AlertRules =>
  (parse(readFileSync(file, 'utf8')) as { readonly spec: AlertRules }).spec;
