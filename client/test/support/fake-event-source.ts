/** A stream that a test plays. jsdom has no `EventSource`. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static #opened: FakeEventSource[] = [];

  static install(): void {
    FakeEventSource.#opened = [];
    Object.assign(globalThis, { EventSource: FakeEventSource });
  }

  static remove(): void {
    Reflect.deleteProperty(globalThis, 'EventSource');
    localStorage.clear();
  }

  /** The stream that was opened last. */
  static last(): FakeEventSource {
    const last = FakeEventSource.#opened.at(-1);
    if (!last) throw new Error('no stream is open');
    return last;
  }

  readyState = 1;

  constructor(readonly url: string) {
    super();
    FakeEventSource.#opened.push(this);
  }

  send(name: 'snapshot' | 'changes', data: readonly unknown[]): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  /** The service refuses the stream, so that the browser does not try again. */
  refuse(): void {
    this.close();
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }
}
