'use client';

import { useTranslations } from 'next-intl';
import { useSearchParams } from 'next/navigation';
import { useId } from 'react';

import { searchPath } from '@/lib/paths';

import { SearchIcon } from './icons';
import classes from './search-field.module.css';

/** A form of the browser: it works without scripts. */
export function SearchField() {
  const t = useTranslations('shell');
  const words = useSearchParams().get('q') ?? '';
  const id = useId();
  return (
    <form action={searchPath} role="search" className={classes.search}>
      <label htmlFor={id} className={classes.label}>
        {t('searchTickets')}
      </label>
      <input
        // The words of another search replace what was typed.
        key={words}
        id={id}
        className={classes.field}
        type="search"
        name="q"
        defaultValue={words}
        maxLength={200}
        placeholder={t('searchHint')}
        autoComplete="off"
        dir="auto"
      />
      <button type="submit" className={classes.button} aria-label={t('search')}>
        <SearchIcon />
      </button>
    </form>
  );
}
