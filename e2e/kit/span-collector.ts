import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as its service has sent it, with the service's name. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** A request of OTLP over HTTP in JSON, as far as it is read here. */
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: {
      readonly attributes: readonly {
        readonly key: string;
        readonly value: { readonly stringValue?: string };
      }[];
    };
    readonly scopeSpans: readonly { readonly spans: readonly Omit<CollectedSpan, 'service'>[] }[];
  }[];
}

/** Stands where an OpenTelemetry collector would: it keeps all spans. */
export async function startSpanCollector() {
  const spans: CollectedSpan[] = [];
  const server = createServer((request, response) => {
    const collect = async (): Promise<void> => {
      const { resourceSpans } = (await json(request)) as Export;
      for (const { resource, scopeSpans } of resourceSpans) {
        const { value } = resource.attributes.find(({ key }) => key === 'service.name') ?? {};
        const service = value?.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((each) => each.spans).map((s) => ({ ...s, service })));
      }
      response.setHeader('Content-Type', 'application/json').end('{}');
    };
    collect().catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const childrenOf = (parent: CollectedSpan): readonly CollectedSpan[] =>
    spans.filter(
      ({ traceId, parentSpanId }) => traceId === parent.traceId && parentSpanId === parent.spanId,
    );

  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    spans,
    /** The spans at the end of this path, which begins at a root: `service: name` at each step. */
    along: (...path: readonly string[]): readonly CollectedSpan[] =>
      path.reduce<readonly CollectedSpan[]>(
        (found, step, index) =>
          (index === 0 ? spans.filter((s) => !s.parentSpanId) : found.flatMap(childrenOf)).filter(
            ({ service, name }) => `${service}: ${name}` === step,
          ),
        [],
      ),
    end: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
