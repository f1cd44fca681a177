import path from 'node:path';

import { repository } from '../paths';
import { freePort } from '../ports';
import { httpAnswers, httpServes } from '../probes';
import type { ProcessSpec } from '../supervisor/process-spec';
import { instancesOf, serviceNames, type Scale, type ServiceName } from './services';
import {
  fromEnvironment,
  type Ports,
  settingsOf,
  type Settings,
  type SettingsSource,
} from './settings';

const ingressFile = path.join(repository, 'infra/k8s/base/ingress/ingress.yaml');
const bin = (name: string): string => path.join(repository, 'node_modules', name);

export interface PlanOptions extends SettingsSource {
  readonly scale: Scale;
  readonly withClient: boolean;
  readonly entries: Partial<Record<ServiceName, string>>;
  readonly serviceEnv: Settings;
  /** ts-node-dev and `next dev`, reloading on change. */
  readonly dev: boolean;
  /** Opens a debugger's port for each service. */
  readonly inspect: boolean;
  readonly gateway: { readonly host: string; readonly port: number; readonly url: string };
}

export interface Plan {
  readonly services: readonly ProcessSpec[];
  readonly client: readonly ProcessSpec[];
  readonly gateway: ProcessSpec;
}

/** Node's own port for a debugger. The services have this and the next ones, in their order. */
const firstInspector = 9229;

/** Polls, because editors and Skaffold replace a changed file, and a watcher would stay with the old one. */
const watch = ['--respawn', '--poll', '--interval', '400'];

function answersAt({ port, operatorPort }: Ports) {
  const operatorUrl = `http://127.0.0.1:${operatorPort}`;
  return {
    url: `http://127.0.0.1:${port}`,
    operatorUrl,
    isReady: () => httpAnswers(`${operatorUrl}/readyz`),
  };
}

async function planServices(options: PlanOptions): Promise<ProcessSpec[]> {
  const instances = serviceNames.flatMap((service) => instancesOf(service, options.scale));
  return Promise.all(
    instances.map(async (instance, index) => {
      const ports = { port: await freePort(), operatorPort: await freePort() };
      const settings = { ...settingsOf(instance, ports, options), ...options.serviceEnv };
      const entry = options.entries[instance.service] ?? 'dist/index.js';
      const inspector = options.inspect ? `127.0.0.1:${firstInspector + index}` : undefined;
      const debug = inspector === undefined ? [] : [`--inspect=${inspector}`];
      const script = [...watch, ...debug, '--transpile-only', '--exit-child', 'src/index.ts'];
      return {
        name: instance.name,
        command: process.execPath,
        args: options.dev ? [bin('ts-node-dev/lib/bin.js'), ...script] : [entry],
        cwd: path.join(repository, instance.service),
        env: options.dev ? { ...settings, NODE_ENV: 'development' } : settings,
        ...answersAt(ports),
        ...(inspector !== undefined && { inspector }),
        isExitFinal: true,
      };
    }),
  );
}

async function planClient(
  { addresses, dev, env }: PlanOptions,
  podsPort: number,
): Promise<ProcessSpec> {
  const ports = { port: await freePort(), operatorPort: await freePort() };
  const cwd = path.join(repository, 'client');
  const api = `http://127.0.0.1:${podsPort}`;
  return {
    name: 'client',
    command: process.execPath,
    args: dev
      ? [bin('next/dist/bin/next'), 'dev', '--hostname', '127.0.0.1', '--port', String(ports.port)]
      : [path.join(cwd, '.next/standalone/client/server.js')],
    cwd,
    env: {
      PORT: String(ports.port),
      OPERATOR_PORT: String(ports.operatorPort),
      HOSTNAME: '127.0.0.1',
      // As in the cluster: a request on a connection that the client closes at that moment gets 502.
      KEEP_ALIVE_TIMEOUT: '75000',
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...Object.fromEntries(
        ['AUTH_URL', 'TICKETS_URL', 'ORDERS_URL', 'PAYMENTS_URL'].map((name) => [name, api]),
      ),
      ...(addresses.stripe && { STRIPE_TEST_CARDS: 'true' }),
      ...fromEnvironment(
        env,
        'STRIPE_PUBLISHABLE_KEY',
        'STRIPE_TEST_CARDS',
        'EXPIRATION_WINDOW_SECONDS',
        'MADE_UP_LOCALE',
      ),
    },
    ...answersAt(ports),
  };
}

function planGateway(
  { gateway }: PlanOptions,
  podsPort: number,
  upstreams: Record<string, string[]>,
): ProcessSpec {
  return {
    name: 'gateway',
    command: process.execPath,
    args: [path.join(repository, 'infra/local/dist/gateway/main.js')],
    cwd: repository,
    env: {
      HOST: gateway.host,
      PORT: String(gateway.port),
      PODS_PORT: String(podsPort),
      INGRESS: ingressFile,
      UPSTREAMS: JSON.stringify(upstreams),
    },
    url: gateway.url,
    isReady: () => httpServes(`${gateway.url}/api/`),
  };
}

const compiler = (name: string, what: string, ...args: readonly string[]): ProcessSpec => ({
  name,
  command: process.execPath,
  args: [bin('typescript/bin/tsc'), ...args, '--watch', '--preserveWatchOutput'],
  cwd: repository,
  env: {},
  url: what,
  isReady: () => Promise.resolve(true),
});

/** Compiles common on every change, so that the services reload, and reports type errors, which ts-node-dev ignores. */
const watchServices = compiler('types', 'common and the services', '-b', 'common', ...serviceNames);
const watchClient = compiler('types-client', 'the client', '-p', 'client', '--noEmit');
/** The names of the processes that compile. */
export const compilers = [watchServices.name, watchClient.name];

/** Plans the services, the client and the gateway, with free ports. */
export async function planPlatform(options: PlanOptions): Promise<Plan> {
  const services = await planServices(options);
  const podsPort = await freePort();
  const client = options.withClient ? [await planClient(options, podsPort)] : [];
  const upstreams: Record<string, string[]> = { 'client-srv': client.map(({ url }) => url) };
  for (const service of serviceNames) {
    upstreams[`${service}-srv`] = services
      .filter(({ name }) => name === service || name.startsWith(`${service}-`))
      .map(({ url }) => url);
  }
  return {
    services: options.dev
      ? [watchServices, ...(options.withClient ? [watchClient] : []), ...services]
      : services,
    client,
    gateway: planGateway(options, podsPort, upstreams),
  };
}
