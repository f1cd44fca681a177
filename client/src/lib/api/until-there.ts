import { ApiError } from './api-error';

const pauseMs = 800;
/** Together with the pauses, longer than the redelivery of a lost message takes. */
const mostTries = 16;

/** Retries on 404, because the service may not have received the event of a new ticket or order yet. */
export async function untilThere<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      const isNotThere = error instanceof ApiError && error.status === 404;
      if (!isNotThere || tries === mostTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
