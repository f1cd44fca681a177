import { type Container, isNodeService, type PodSpec, type Workload } from './resources';

type Rule = (workload: Workload, pod: PodSpec, container: Container) => boolean;

const drainSeconds = 20;

const hasAddress = (image: string): boolean =>
  /^[\w./-]+:(?!latest$|latest@)[\w.-]+(@sha256:[0-9a-f]{64})?$/.test(image);

/** The rules for every workload of every overlay. The name states what the rule requires. */
export const rules: Readonly<Record<string, Rule>> = {
  'has the three probes': (_workload, _pod, container) =>
    Boolean(container.startupProbe && container.livenessProbe && container.readinessProbe),
  'is alive without its dependencies': (workload, _pod, { livenessProbe, readinessProbe }) =>
    !isNodeService(workload) ||
    (livenessProbe?.httpGet?.path === '/healthz' && readinessProbe?.httpGet?.path === '/readyz'),
  'is probed where no Service leads': (workload, _pod, container) =>
    !isNodeService(workload) ||
    [container.startupProbe, container.livenessProbe, container.readinessProbe].every(
      (probe) => probe?.httpGet?.port === 'operators',
    ),
  'says what it takes at least and at most': (_workload, _pod, { resources }) =>
    ['requests', 'limits'].every(
      (kind) => resources?.[kind as 'requests']?.['cpu'] && resources[kind as 'requests']['memory'],
    ),
  'does not run as root': (_workload, pod, { securityContext }) =>
    pod.securityContext?.runAsNonRoot === true &&
    (securityContext?.runAsUser ?? pod.securityContext.runAsUser ?? 0) > 0,
  'has no more rights than Pod Security restricted gives': (_workload, pod, { securityContext }) =>
    pod.securityContext?.seccompProfile?.type === 'RuntimeDefault' &&
    securityContext?.allowPrivilegeEscalation === false &&
    securityContext.capabilities?.drop?.includes('ALL') === true &&
    securityContext.capabilities.add === undefined,
  'cannot write to its own file system': (_workload, _pod, { securityContext }) =>
    securityContext?.readOnlyRootFilesystem === true,
  'has no service account token': (_workload, pod) => pod.automountServiceAccountToken === false,
  'is given no addresses that it did not ask for': (_workload, pod) =>
    pod.enableServiceLinks === false,
  'leaves its last words where kubectl shows them': (_workload, _pod, container) =>
    container.terminationMessagePolicy === 'FallbackToLogsOnError',
  'has a pinned image': (_workload, _pod, { image }) => hasAddress(image),
  'has time to drain': (workload, pod, { lifecycle }) =>
    !isNodeService(workload) ||
    (pod.terminationGracePeriodSeconds ?? 30) >
      (lifecycle?.preStop?.sleep?.seconds ?? 0) + drainSeconds,
  'is taken out of service before it stops': (workload, _pod, { lifecycle }) =>
    !isNodeService(workload) || (lifecycle?.preStop?.sleep?.seconds ?? 0) >= 5,
  'is replaced only once its successor is ready': (workload) =>
    !isNodeService(workload) || workload.spec.strategy?.rollingUpdate?.maxUnavailable === 0,
  'keeps its data on a claim, where it has any': ({ kind, spec }) =>
    kind === 'Deployment' || (spec.volumeClaimTemplates?.length ?? 0) > 0,
  'is known to the bus by its pod': (_workload, _pod, { env = [] }) =>
    env.every(
      ({ name, valueFrom }) =>
        name !== 'NATS_CLIENT_ID' || valueFrom?.fieldRef?.fieldPath === 'metadata.name',
    ),
  'has no secret in its manifest': (_workload, _pod, { env = [] }) =>
    env.every(
      ({ name, value }) =>
        !/KEY|SECRET|PASSWORD|TOKEN/.test(name) || value === undefined || value === 'true',
    ),
};

/** The rules that a workload breaks. */
export function broken(workload: Workload): string[] {
  const pod = workload.spec.template.spec;
  return Object.entries(rules).flatMap(([name, isKept]) =>
    pod.containers.every((container) => isKept(workload, pod, container)) ? [] : [name],
  );
}
