import {
  type Labels,
  matches,
  type NetworkPolicy,
  ofKind,
  type Peer,
  type Port,
  workloadsOf,
} from './resources';

interface Party {
  readonly name: string;
  readonly labels: Labels;
}

const parties = (overlay: string): Party[] =>
  workloadsOf(overlay).map(({ metadata, spec }) => ({
    name: metadata.name.replace(/-depl$/, ''),
    labels: spec.template.metadata.labels,
  }));

const namespaceOf = ({ namespaceSelector }: Peer): string =>
  namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] ?? '';

function namesOf(peer: Peer, all: readonly Party[]): string[] {
  if (peer.ipBlock) return [`outside (${peer.ipBlock.except ? 'the internet' : 'any address'})`];
  if (peer.namespaceSelector) return [namespaceOf(peer)];
  const { podSelector = {} } = peer;
  return all.filter(({ labels }) => matches(podSelector, labels)).map(({ name }) => name);
}

function edgesOf(
  overlay: string,
  rulesOf: (policy: NetworkPolicy) => { peers: readonly Peer[]; ports: readonly Port[] }[],
  edge: (own: string, peer: string, port: number) => string,
): string[] {
  const all = parties(overlay);
  const edges = ofKind(overlay, 'NetworkPolicy').flatMap((policy) =>
    rulesOf(policy).flatMap(({ peers, ports }) =>
      all
        .filter(({ labels }) => matches(policy.spec.podSelector, labels))
        .flatMap((own) =>
          peers
            .flatMap((peer) => namesOf(peer, all))
            .flatMap((peer) => ports.map(({ port }) => edge(own.name, peer, port))),
        ),
    ),
  );
  return [...new Set(edges)].sort();
}

/** The connections that the senders' policies allow: `client → auth:3000`. */
export const allowedToSend = (overlay: string): string[] =>
  edgesOf(
    overlay,
    ({ spec }) => (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports })),
    (own, peer, port) => `${own} → ${peer}:${port}`,
  );

/** The connections that the receivers' policies allow. */
export const allowedToReceive = (overlay: string): string[] =>
  edgesOf(
    overlay,
    ({ spec }) => (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports })),
    (own, peer, port) => `${peer} → ${own}:${port}`,
  );
