const timeoutMs = 2_000;

/** Whether a process works, and if not, why. */
export interface Health {
  readonly status: 'ready' | 'degraded' | 'not ready' | 'no answer';
  readonly reasons: readonly string[];
}

/** Metrics that are 0 when something is missing. */
const connections: Readonly<Record<string, string>> = {
  bus_connected: 'NATS Streaming is not connected',
  database_connected: 'its database is not connected',
};

async function textAt(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  return response.text();
}

/** Asks a process at its operators' port. */
export async function healthOf(operatorUrl: string): Promise<Health> {
  try {
    const { status } = JSON.parse(await textAt(`${operatorUrl}/readyz`)) as { status?: string };
    if (status === 'not ready') return { status, reasons: ['it waits for a server'] };
    const metrics = await textAt(`${operatorUrl}/metrics`);
    const reasons = Object.entries(connections).flatMap(([metric, reason]) =>
      new RegExp(`^${metric} 0$`, 'm').test(metrics) ? [reason] : [],
    );
    return { status: status === 'degraded' || reasons.length > 0 ? 'degraded' : 'ready', reasons };
  } catch {
    return { status: 'no answer', reasons: [] };
  }
}
