import type { RequestHandler } from 'express';

const aYearInSeconds = 365 * 24 * 60 * 60;
const headersOfEveryAnswer = new Map([
  ['Cache-Control', 'no-store'],
  // If an answer is opened in a browser, it can run and load nothing, and no page can frame it.
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
]);

/** Sets the security headers of every answer, errors included. Source: OWASP, REST Security Cheat Sheet. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.setHeaders(headersOfEveryAnswer);
  // Only for https, because browsers ignore it on plain http.
  if (request.secure) {
    response.setHeader('Strict-Transport-Security', `max-age=${aYearInSeconds}; includeSubDomains`);
  }
  next();
};
