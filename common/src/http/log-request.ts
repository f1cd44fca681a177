import type { Logger } from '../base/logger';
import { withRequest } from '../base/request-context';
import type { EndedRequest } from './watch-request';

/** Writes one line about a request. It has no address, no query and no header, because they may be personal data. */
export const logRequest = (
  logger: Logger,
  { requestId, seconds, isStream, ...fields }: EndedRequest,
): void =>
  withRequest(requestId, () =>
    logger.info(
      {
        ...fields,
        durationMs: Math.round(seconds * 10_000) / 10,
        ...(isStream && { isStream }),
      },
      'request',
    ),
  );
