import type { Subject, WireOf } from '../contracts';

/** One line per subscription: what a service does when it hears a subject. */
export abstract class Listener<S extends Subject = Subject> {
  abstract readonly subject: S;

  /**
   * Returning acknowledges the message; throwing leaves it to come again. It may come twice, late, or before an
   * earlier one.
   */
  abstract handle(data: WireOf<S>): Promise<void>;
}
