'use client';

import { languages } from '@ticketing-dev/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import type { SubmitEvent } from 'react';

import { languageNames } from '@/lib/language-names';
import { languagePath } from '@/lib/paths';

import classes from './language-choice.module.css';

/** A form, so that it works without scripts. With them the page keeps what is after the `#`, such as a link's token. */
export function LanguageChoice() {
  const t = useTranslations('shell');
  const locale = useLocale();

  const onSubmit = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const body = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const options = { method: 'POST', body, redirect: 'manual' } as const;
    // Without a connection the page stays as it is.
    const answer = await fetch(languagePath, options).catch(() => null);
    if (answer) location.reload();
  };

  return (
    <form
      action={languagePath}
      method="post"
      className={classes.languages}
      aria-label={t('language')}
      onSubmit={(event) => void onSubmit(event)}
    >
      {languages.map((language) => (
        <button
          key={language}
          type="submit"
          name="language"
          value={language}
          lang={language}
          className={classes.language}
          aria-current={language === locale || undefined}
        >
          {languageNames[language]}
        </button>
      ))}
    </form>
  );
}
