import { broken, rules } from './support/house-rules';
import {
  type Container,
  isNodeService,
  matches,
  ofKind,
  overlays,
  type PodSpec,
  type Workload,
  workloadsOf,
} from './support/resources';
import { names, withRoutes } from './support/services';

/** `skaffold dev` writes into its containers, and it does not need to drain. */
const liveReload = [
  'cannot write to its own file system',
  'has time to drain',
  'leaves its endpoints before it stops',
];

describe.each(overlays)('every workload of %s', (overlay) => {
  it.each(workloadsOf(overlay).map((workload) => [workload.metadata.name, workload] as const))(
    '%s follows the rules',
    (_name, workload) => {
      const allowed = overlay === 'live' && isNodeService(workload) ? liveReload : [];

      expect(broken(workload).filter((rule) => !allowed.includes(rule))).toEqual([]);
    },
  );

  it('has a disruption budget', () => {
    const budgets = ofKind(overlay, 'PodDisruptionBudget');

    const without = workloadsOf(overlay).filter(
      ({ spec }) =>
        !budgets.some((budget) => matches(budget.spec.selector, spec.template.metadata.labels)),
    );

    expect(without.map(({ metadata }) => metadata.name)).toEqual([]);
  });

  it('is selected by its own Service only', () => {
    const services = ofKind(overlay, 'Service').filter(
      ({ metadata }) => metadata.name !== 'nats-peers' && !metadata.name.endsWith('-operators'),
    );

    for (const { metadata, spec } of workloadsOf(overlay)) {
      const found = services
        .filter((one) => matches({ matchLabels: one.spec.selector }, spec.template.metadata.labels))
        .map((one) => one.metadata.name);
      const name = metadata.name.replace('-depl', '');
      // A worker serves no requests.
      const isWorker = name === 'ops' || (names.includes(name) && !withRoutes.includes(name));
      expect(found).toEqual(isWorker ? [] : [`${name}-srv`]);
    }
  });
});

describe.each(['staging', 'prod', 'prod-gateway', 'prod-monitored'])(
  'every service of %s',
  (overlay) => {
    const services = workloadsOf(overlay).filter(isNodeService);

    it('has at least two replicas, and more under load', () => {
      const scaled = ofKind(overlay, 'HorizontalPodAutoscaler')
        .filter(({ spec }) => spec.minReplicas >= 2)
        .map(({ spec }) => spec.scaleTargetRef.name);

      expect(scaled.sort()).toEqual(services.map(({ metadata }) => metadata.name).sort());
    });

    it('leaves the number of replicas to its autoscaler', () => {
      expect(services.map(({ spec }) => spec.replicas)).toEqual(services.map(() => undefined));
    });

    it('is spread over nodes and zones', () => {
      for (const { spec } of services) {
        expect(spec.template.spec.topologySpreadConstraints).toHaveLength(2);
      }
    });
  },
);

describe('a workload is reported if it breaks the rule', () => {
  const orders = workloadsOf('dev').find(({ metadata }) => metadata.name === 'orders-depl');
  const nats = workloadsOf('dev').find(({ metadata }) => metadata.name === 'nats-depl');
  if (!orders || !nats) throw new Error('dev has no orders-depl or no nats-depl');

  const withPod = (workload: Workload, change: Partial<PodSpec>): Workload => {
    const { template } = workload.spec;
    return {
      ...workload,
      spec: { ...workload.spec, template: { ...template, spec: { ...template.spec, ...change } } },
    };
  };
  const withContainer = (change: Partial<Container>): Workload =>
    withPod(orders, {
      containers: orders.spec.template.spec.containers.map((one) => ({ ...one, ...change })),
    });
  const without = (field: keyof Container): Workload =>
    withPod(orders, {
      containers: orders.spec.template.spec.containers.map(
        (one) => Object.fromEntries(Object.entries(one).filter(([key]) => key !== field)) as never,
      ),
    });
  const env = (name: string, value: string) => withContainer({ env: [{ name, value }] });

  it.each<[keyof typeof rules, Workload]>([
    ['has the three probes', without('readinessProbe')],
    [
      'is live without its dependencies',
      withContainer({ livenessProbe: { httpGet: { path: '/readyz', port: 'operators' } } }),
    ],
    [
      'has its probes on the operators’ port',
      withContainer({ livenessProbe: { httpGet: { path: '/healthz', port: 'http' } } }),
    ],
    [
      'has requests and limits for CPU and memory',
      withContainer({ resources: { requests: { cpu: '1' }, limits: {} } }),
    ],
    [
      'does not run as root',
      withPod(orders, { securityContext: { runAsNonRoot: true, runAsUser: 0 } }),
    ],
    [
      'has no more rights than Pod Security restricted allows',
      withContainer({ securityContext: {} }),
    ],
    ['cannot write to its own file system', withContainer({ securityContext: {} })],
    ['has no service account token', withPod(orders, { automountServiceAccountToken: true })],
    ['gets no variables for Services', withPod(orders, { enableServiceLinks: true })],
    [
      'ends with its last log line in its status',
      withContainer({ terminationMessagePolicy: 'File' }),
    ],
    ['has a pinned image', withContainer({ image: 'ticketing-dev/orders:latest' })],
    ['has time to drain', withPod(orders, { terminationGracePeriodSeconds: 30 })],
    ['leaves its endpoints before it stops', withContainer({ lifecycle: {} })],
    [
      'is replaced only when its successor is ready',
      { ...orders, spec: { ...orders.spec, strategy: {} } },
    ],
    [
      'stores its data on a volume claim, if it has data',
      { ...nats, spec: { ...nats.spec, volumeClaimTemplates: [] } },
    ],
    ['uses the name of its pod as its client id', env('NATS_CLIENT_ID', 'orders')],
    ['has no secret in its manifest', env('JWT_KEY', 'asdf')],
  ])('%s', (rule, workload) => {
    expect(broken(workload)).toContain(rule);
  });

  it('is not reported if it breaks none', () => {
    expect(broken(orders)).toEqual([]);
    expect(broken(nats)).toEqual([]);
  });
});
