import { type Container, isNodeService, type PodSpec, type Workload } from './resources';

type Rule = (workload: Workload, pod: PodSpec, container: Container) => boolean;

const drainSeconds = 20;

const hasAddress = (image: string): boolean =>
  /^[\w./-]+:(?!latest$|latest@)[\w.-]+(@sha256:[0-9a-f]{64})?$/.test(image);

/** The rules for every workload of every overlay. The name states what the rule requires. */
export const rules: Readonly<Record<string, Rule>> = {
  'has the three probes': (_workload, _pod, container) =>
    Boolean(container.startupProbe && container.livenessProbe && container.readinessProbe),
  'is live without its dependencies': (workload, _pod, { livenessProbe, readinessProbe }) =>
    !isNodeService(workload) ||
    (livenessProbe?.httpGet?.path === '/healthz' && readinessProbe?.httpGet?.path === '/readyz'),
  'has its probes on the operators’ port': (workload, _pod, container) =>
    !isNodeService(workload) ||
    [container.startupProbe, container.livenessProbe, container.readinessProbe].every(
      (probe) => probe?.httpGet?.port === 'operators',
    ),
  'has requests and limits for CPU and memory': (_workload, _pod, { resources }) =>
    ['requests', 'limits'].every(
      (kind) => resources?.[kind as 'requests']?.['cpu'] && resources[kind as 'requests']['memory'],
    ),
  'does not run as root': (_workload, pod, { securityContext }) =>
    pod.securityContext?.runAsNonRoot === true &&
    (securityContext?.runAsUser ?? pod.securityContext.runAsUser ?? 0) > 0,
  'has no more rights than Pod Security restricted allows': (_workload, pod, { securityContext }) =>
    pod.securityContext?.seccompProfile?.type === 'RuntimeDefault' &&
    securityContext?.allowPrivilegeEscalation === false &&
    securityContext.capabilities?.drop?.includes('ALL') === true &&
    securityContext.capabilities.add === undefined,
  'cannot write to its own file system': (_workload, _pod, { securityContext }) =>
    securityContext?.readOnlyRootFilesystem === true,
  'has no service account token': (_workload, pod) => pod.automountServiceAccountToken === false,
  'gets no variables for Services': (_workload, pod) => pod.enableServiceLinks === false,
  'ends with its last log line in its status': (_workload, _pod, container) =>
    container.terminationMessagePolicy === 'FallbackToLogsOnError',
  'has a pinned image': (_workload, _pod, { image }) => hasAddress(image),
  'has time to drain': (workload, pod, { lifecycle }) =>
    !isNodeService(workload) ||
    (pod.terminationGracePeriodSeconds ?? 30) >
      (lifecycle?.preStop?.sleep?.seconds ?? 0) + drainSeconds,
  'leaves its endpoints before it stops': (workload, _pod, { lifecycle }) =>
    !isNodeService(workload) || (lifecycle?.preStop?.sleep?.seconds ?? 0) >= 5,
  'is replaced only when its successor is ready': (workload) =>
    !isNodeService(workload) || workload.spec.strategy?.rollingUpdate?.maxUnavailable === 0,
  'stores its data on a volume claim, if it has data': ({ kind, spec }) =>
    kind === 'Deployment' || (spec.volumeClaimTemplates?.length ?? 0) > 0,
  'uses the name of its pod as its client id': (_workload, _pod, { env = [] }) =>
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
