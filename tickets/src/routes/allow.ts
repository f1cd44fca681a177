import type { RequestHandler } from 'express';

/**
 * Answers OPTIONS of a literal path beside `/api/tickets/:id`. Express would also name the methods of that path, because
 * it matches, too.
 *
 * @param methods as in the header, such as `GET, HEAD`
 */
export const allow =
  (methods: string): RequestHandler =>
  (_request, response) => {
    response.set('Allow', methods).type('text/plain').send(methods);
  };
