import { type Language, languages } from '@ticketing-dev/common';
import type { Request } from 'express';

/** What the browser asks for; undefined if it asks for no language of ours. */
export function wishedLanguage(request: Request): Language | undefined {
  // Without the header every language would be accepted.
  if (request.get('accept-language') === undefined) return undefined;
  const wished = request.acceptsLanguages(...languages);
  return languages.find((language) => language === wished);
}
