import type { Ask } from './ask';
import { NoAnswerError } from './errors';
import type { Service } from './services';

/** The answers of the services that answered, and why the others did not. */
export interface Answers<T> {
  readonly answers: readonly { readonly service: Service; readonly answer: T }[];
  readonly missing: readonly string[];
}

/** Asks several services the same, concurrently. One that does not answer does not hide the others. */
export async function askEach<T>(
  ask: Pick<Ask, 'get'>,
  from: readonly Service[],
  path: string,
): Promise<Answers<T>> {
  const missing: string[] = [];
  const answered = await Promise.all(
    from.map(async (service) => {
      try {
        return [{ service, answer: await ask.get<T>(service, path) }];
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        missing.push(error.message);
        return [];
      }
    }),
  );
  return { answers: answered.flat(), missing };
}
