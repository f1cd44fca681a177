import type { RequestHandler } from 'express';

import { CrossSiteError } from '../errors/request-errors';

/**
 * Refuses requests that a page of another site makes a browser send. Requests without `Sec-Fetch-Site` are accepted,
 * because they do not come from a current browser.
 * Source: OWASP, Cross-Site Request Forgery Prevention, "Fetch Metadata".
 */
export const sameSiteOnly: RequestHandler = (request, _response, next) => {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (!isSafe && request.get('sec-fetch-site') === 'cross-site') {
    next(new CrossSiteError());
  } else {
    next();
  }
};
