import { withoutRequest } from '../../src/base/request-context';
import { inSpan } from '../../src/tracing/in-span';
import { startTracing } from '../../src/tracing/start-tracing';
import { currentTraceparent, withTrace } from '../../src/tracing/trace-context';

const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

describe('tracing', () => {
  it('is off without an address to send to', async () => {
    const stop = startTracing('orders', {});

    const traceparent = await inSpan('buy', {}, () => Promise.resolve(currentTraceparent()));

    expect(traceparent).toBeUndefined();
    await stop();
  });

  describe('with a collector', () => {
    let stop: () => Promise<void>;

    beforeAll(() => {
      // Nothing listens there.
      stop = startTracing('orders', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9/' });
    });
    afterAll(() => stop());

    it('makes a span the child of the one that an event names', async () => {
      const traceparent = await withTrace(parent, () =>
        inSpan('process', {}, () => Promise.resolve(currentTraceparent())),
      );

      expect(traceparent).toMatch(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/);
    });

    it.each([undefined, 'nonsense'])('starts a trace if the event names %s', async (named) => {
      const traceparent = await withTrace(named, () =>
        inSpan('process', {}, () => Promise.resolve(currentTraceparent())),
      );

      expect(traceparent).toMatch(/^00-(?!a{32})[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    });

    it('passes on the error of the work, and ends outside of every request', async () => {
      const failing = inSpan('fail', {}, () => Promise.reject(new TypeError('secret of a buyer')));

      await expect(failing).rejects.toThrow(TypeError);
      await inSpan('outer', {}, () => {
        expect(withoutRequest(currentTraceparent)).toBeUndefined();
        return Promise.resolve();
      });
    });
  });
});
