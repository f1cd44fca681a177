/** The addresses of each service's processes. */
export type Upstreams = Readonly<Record<string, readonly string[]>>;

/** Round robin: each call returns all processes of a service, beginning with the next one. */
export class RoundRobin {
  private readonly next = new Map<string, number>();

  constructor(private readonly upstreams: Upstreams) {}

  turn(service: string): string[] {
    const all = this.upstreams[service] ?? [];
    const first = this.next.get(service) ?? 0;
    this.next.set(service, (first + 1) % Math.max(all.length, 1));
    return [...all.slice(first), ...all.slice(0, first)];
  }
}
