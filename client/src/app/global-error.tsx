'use client';

import { type Language, languages } from '@ticketing-dev/common/contracts';

/** Here and not in the messages, because nothing of the layout, which has them, may be left. */
const texts: Readonly<Record<Language, Readonly<Record<'title' | 'text' | 'retry', string>>>> = {
  en: {
    title: 'Ticketing is not available right now',
    text: 'Nothing that you have bought or sold is affected.',
    retry: 'Try again',
  },
  // cspell:disable
  es: {
    title: 'Ticketing no está disponible ahora',
    text: 'Lo que has comprado o vendido no cambia.',
    retry: 'Reintentar',
  },
  // cspell:enable
};

/** Replaces the whole document, including the layout, so it uses none of the shop's components. */
export default function GlobalError({ retry }: { retry: () => void }) {
  const lang = typeof document === 'undefined' ? undefined : document.documentElement.lang;
  const language = languages.find((each) => each === lang) ?? languages[0];
  const { title, text, retry: label } = texts[language];
  return (
    <html lang={language}>
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '3rem', textAlign: 'center' }}>
        <title>Ticketing</title>
        <h1>{title}</h1>
        <p>{text}</p>
        <button type="button" onClick={retry}>
          {label}
        </button>
      </body>
    </html>
  );
}
