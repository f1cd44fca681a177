import type { Language } from '@ticketing-dev/common/contracts';

/** Each in its own language, for visitors who cannot read the others. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', es: 'Español' };
