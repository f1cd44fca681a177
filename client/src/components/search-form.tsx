import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import Form from 'next/form';

import { searchPath } from '@/lib/paths';
import type { Search } from '@/lib/search-query';

import { Fold } from './fold';
import classes from './search-form.module.css';

const sorts = [
  ['', 'best'],
  ['soonest', 'soonest'],
  ['price', 'cheapest'],
  ['newest', 'newest'],
] as const;

/** The search of the shop. It also works before the scripts of its page have run. */
export function SearchForm({ search }: { search: Search }) {
  const t = useTranslations('search');
  const { q, ...filters } = search;
  return (
    <Form action={searchPath} className={classes.form} role="search" aria-label={t('form')}>
      <div className={classes.words}>
        <label className={classes.field}>
          <span>{t('words')}</span>
          <input type="search" name="q" defaultValue={q} maxLength={200} enterKeyHint="search" />
        </label>
        <Button type="submit">{t('search')}</Button>
      </div>
      <Fold title={t('filters')} isOpen={Object.keys(filters).length > 0}>
        <div className={classes.filters}>
          <label className={classes.field}>
            <span>{t('from')}</span>
            <input type="date" name="from" defaultValue={search.from} />
          </label>
          <label className={classes.field}>
            <span>{t('to')}</span>
            <input type="date" name="to" defaultValue={search.to} />
          </label>
          <label className={classes.field}>
            <span>{t('place')}</span>
            <input type="text" name="place" defaultValue={search.place} maxLength={200} />
          </label>
          <label className={classes.field}>
            <span>{t('minPrice')}</span>
            <input type="text" name="minPrice" inputMode="decimal" defaultValue={search.minPrice} />
          </label>
          <label className={classes.field}>
            <span>{t('maxPrice')}</span>
            <input type="text" name="maxPrice" inputMode="decimal" defaultValue={search.maxPrice} />
          </label>
          <label className={classes.field}>
            <span>{t('order')}</span>
            <select name="sort" defaultValue={search.sort ?? ''}>
              {sorts.map(([value, label]) => (
                <option key={value} value={value}>
                  {t(label)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Fold>
    </Form>
  );
}
