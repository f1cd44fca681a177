import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { freePort } from '../ports';
import { httpAnswers } from '../probes';
import type { ProcessSpec } from '../supervisor/process-spec';
import { alertRules } from './alert-rules';
import type { Prometheus } from './find-prometheus';

/** Shorter than in the cluster, so that a change is visible soon. */
const interval = '5s';

type Observed = Pick<ProcessSpec, 'name' | 'operatorUrl'>;

/** A target has the labels that the PodMonitor gives to a pod. */
const targetOf = ({ name, operatorUrl = '' }: Observed) => ({
  targets: [new URL(operatorUrl).host],
  labels: { app: name.replace(/-\d+$/, ''), pod: name },
});

/** Plans a Prometheus that scrapes these processes and evaluates the alerts. */
export async function prometheusServer(
  { prometheus, assets }: Prometheus,
  dir: string,
  processes: readonly Observed[],
): Promise<ProcessSpec> {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const observed = processes.filter(({ operatorUrl }) => operatorUrl !== undefined);
  // JSON is YAML.
  const write = (name: string, content: unknown): string => {
    const file = path.join(dir, name);
    writeFileSync(file, JSON.stringify(content, null, 2));
    return file;
  };
  const config = write('prometheus.yaml', {
    global: { scrape_interval: interval, evaluation_interval: interval },
    rule_files: [write('rules.yaml', alertRules())],
    scrape_configs: [{ job_name: 'node-service', static_configs: observed.map(targetOf) }],
  });
  return {
    name: 'prometheus',
    command: prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(dir, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      ...(assets === undefined ? [] : [`--web.local-assets=${assets}`]),
    ],
    cwd: dir,
    env: {},
    url,
    isReady: () => httpAnswers(`${url}/-/ready`),
  };
}
