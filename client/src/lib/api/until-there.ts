import { ApiError } from './api-error';

const pauseMs = 800;
/** Longer than a message that was lost on its way takes to come again. */
const mostTries = 16;

/** Asks again while the service may not have heard yet of a new ticket or a new order. */
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
