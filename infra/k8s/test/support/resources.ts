import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { parseAllDocuments } from 'yaml';

import { k8s, tools } from './tools';

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly secretKeyRef?: {
      readonly name: string;
      readonly key: string;
      readonly optional?: boolean;
    };
  };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources?: Readonly<Record<'requests' | 'limits', Readonly<Record<string, string>>>>;
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: { readonly preStop?: { readonly sleep?: { readonly seconds: number } } };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly runAsUser?: number;
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  };
  readonly terminationMessagePolicy?: string;
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string };
  readonly exec?: { readonly command: readonly string[] };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly securityContext?: {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly seccompProfile?: { readonly type: string };
  };
  readonly topologySpreadConstraints?: readonly unknown[];
}

export type Labels = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly metadata: Metadata;
  readonly spec: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly selector: Selector;
    readonly strategy?: { readonly rollingUpdate?: { readonly maxUnavailable?: number } };
    readonly template: { readonly metadata: { readonly labels: Labels }; readonly spec: PodSpec };
    readonly volumeClaimTemplates?: readonly unknown[];
  };
}

export interface Service {
  readonly kind: 'Service';
  readonly metadata: Metadata;
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly { readonly port: number; readonly targetPort: string | number }[];
  };
}

export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface NetworkPolicy {
  readonly kind: 'NetworkPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly {
      readonly from: readonly Peer[];
      readonly ports: readonly Port[];
    }[];
    readonly egress?: readonly { readonly to: readonly Peer[]; readonly ports: readonly Port[] }[];
  };
}

export interface Port {
  readonly port: number;
}

export interface Ingress {
  readonly kind: 'Ingress';
  readonly metadata: Metadata;
  readonly spec: {
    readonly ingressClassName: string;
    readonly tls?: readonly { readonly hosts: readonly string[] }[];
    readonly rules: readonly {
      readonly host: string;
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly backend: {
            readonly service: { readonly name: string; readonly port: { readonly number: number } };
          };
        }[];
      };
    }[];
  };
}

export interface HttpRoute {
  readonly kind: 'HTTPRoute';
  readonly metadata: Metadata;
  readonly spec: {
    readonly hostnames: readonly string[];
    readonly rules: readonly {
      readonly matches?: readonly {
        readonly path: { readonly type: string; readonly value: string };
      }[];
      readonly filters?: readonly object[];
      readonly timeouts?: { readonly request: string };
      readonly backendRefs?: readonly { readonly name: string; readonly port: number }[];
    }[];
  };
}

export interface ClientTrafficPolicy {
  readonly kind: 'ClientTrafficPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly tls: { readonly minVersion: string };
    readonly timeout: { readonly http: { readonly requestReceivedTimeout: string } };
  };
}

export interface BackendTrafficPolicy {
  readonly kind: 'BackendTrafficPolicy';
  readonly metadata: Metadata;
  readonly spec: {
    readonly rateLimit: {
      readonly local: {
        readonly rules: readonly {
          readonly limit: { readonly requests: number; readonly unit: string };
        }[];
      };
    };
    readonly requestBuffer: { readonly limit: string };
    readonly timeout: { readonly http: { readonly requestTimeout: string } };
  };
}

export interface DisruptionBudget {
  readonly kind: 'PodDisruptionBudget';
  readonly metadata: Metadata;
  readonly spec: { readonly selector: Selector };
}

export interface Autoscaler {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly metadata: Metadata;
  readonly spec: {
    readonly minReplicas: number;
    readonly scaleTargetRef: { readonly kind: string; readonly name: string };
  };
}

export type Resource =
  | Workload
  | Service
  | NetworkPolicy
  | Ingress
  | HttpRoute
  | ClientTrafficPolicy
  | BackendTrafficPolicy
  | DisruptionBudget
  | Autoscaler
  | { readonly kind: 'Namespace'; readonly metadata: Metadata };

export const overlays = readdirSync(path.join(k8s, 'overlays'));

function memoized<T>(make: (overlay: string) => T): (overlay: string) => T {
  const known = new Map<string, T>();
  return (overlay) => {
    const value = known.get(overlay) ?? make(overlay);
    known.set(overlay, value);
    return value;
  };
}

/** The resources that `kubectl apply -k` would send. */
export const render = memoized((overlay) =>
  execFileSync(path.join(tools, 'bin/kustomize'), ['build', path.join(k8s, 'overlays', overlay)], {
    encoding: 'utf8',
  }),
);

export const resourcesOf = memoized((overlay): readonly Resource[] =>
  parseAllDocuments(render(overlay)).map((document) => document.toJS() as Resource),
);

type OfKind<K extends Resource['kind']> = Extract<Resource, { kind: K }>;

export function ofKind<K extends Resource['kind']>(overlay: string, ...kinds: K[]): OfKind<K>[] {
  return resourcesOf(overlay).filter((resource): resource is OfKind<K> =>
    (kinds as string[]).includes(resource.kind),
  );
}

export const workloadsOf = (overlay: string): Workload[] =>
  ofKind(overlay, 'Deployment', 'StatefulSet');

export const isNodeService = ({ spec }: Workload): boolean =>
  spec.template.metadata.labels['ticketing.dev/kind'] === 'node-service';

/** Every container of an overlay, named by its workload. */
export const containersOf = (overlay: string): [string, Container][] =>
  workloadsOf(overlay).flatMap(({ metadata, spec }) =>
    spec.template.spec.containers.map((container): [string, Container] => [
      metadata.name,
      container,
    ]),
  );

export const matches = (
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Labels,
): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(
    ({ key, operator, values }) => operator === 'In' && values.includes(labels[key] ?? ''),
  );
