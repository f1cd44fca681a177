import { createRequire } from 'node:module';

import { type Env, optional } from '../base/settings';
import type * as SpanProvider from './span-provider';

/** Ends the tracing; resolves when the last spans are sent, or cannot be. */
export type StopTracing = () => Promise<void>;

const load = createRequire(__filename);
const stopMs = 2_000;

/**
 * Sends the service's spans to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names, by OTLP over HTTP in JSON. Without
 * this setting nothing is traced, and the tracing library is not loaded. The library reads its other settings, such as
 * `OTEL_TRACES_SAMPLER`, from the environment.
 *
 * @param service the service's name in each span
 */
export function startTracing(service: string, env: Env): StopTracing {
  const endpoint = optional(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  if (endpoint === undefined) return () => Promise.resolve();
  const { createSpanProvider } = load('./span-provider') as typeof SpanProvider;
  const provider = createSpanProvider(service, endpoint);
  provider.register();
  return () =>
    Promise.race([
      provider.shutdown().catch(() => undefined),
      new Promise<void>((resolve) => void setTimeout(resolve, stopMs).unref()),
    ]);
}
