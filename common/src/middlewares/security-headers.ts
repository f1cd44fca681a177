import type { RequestHandler } from 'express';

const aYearInSeconds = 365 * 24 * 60 * 60;
const headersOfEveryAnswer = new Map([
  ['Cache-Control', 'no-store'],
  // What is opened in a browser all the same runs nothing, loads nothing, and is in nobody's frame.
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
]);

/** What browsers are told about every answer of a service, errors too. Source: OWASP, REST Security Cheat Sheet. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  response.setHeaders(headersOfEveryAnswer);
  // Browsers ignore it on plain http, where anybody on the way could have added it.
  if (request.secure) {
    response.setHeader('Strict-Transport-Security', `max-age=${aYearInSeconds}; includeSubDomains`);
  }
  next();
};
