import { Button } from '@mantine/core';
import Form from 'next/form';

import { searchPath } from '@/lib/paths';
import type { Search } from '@/lib/search-query';

import { Fold } from './fold';
import classes from './search-form.module.css';

const sorts = [
  ['', 'Best match'],
  ['soonest', 'Soonest first'],
  ['price', 'Cheapest first'],
  ['newest', 'Newest first'],
] as const;

/** The search of the shop. It also works before the scripts of its page have run. */
export function SearchForm({ search }: { search: Search }) {
  const { q, ...filters } = search;
  return (
    <Form action={searchPath} className={classes.form} role="search" aria-label="Tickets">
      <div className={classes.words}>
        <label className={classes.field}>
          <span>Event, artist, venue or city</span>
          <input type="search" name="q" defaultValue={q} maxLength={200} enterKeyHint="search" />
        </label>
        <Button type="submit">Search</Button>
      </div>
      <Fold title="Date, place and price" isOpen={Object.keys(filters).length > 0}>
        <div className={classes.filters}>
          <label className={classes.field}>
            <span>From</span>
            <input type="date" name="from" defaultValue={search.from} />
          </label>
          <label className={classes.field}>
            <span>To</span>
            <input type="date" name="to" defaultValue={search.to} />
          </label>
          <label className={classes.field}>
            <span>City or venue</span>
            <input type="text" name="place" defaultValue={search.place} maxLength={200} />
          </label>
          <label className={classes.field}>
            <span>From price, $</span>
            <input type="text" name="minPrice" inputMode="decimal" defaultValue={search.minPrice} />
          </label>
          <label className={classes.field}>
            <span>Up to price, $</span>
            <input type="text" name="maxPrice" inputMode="decimal" defaultValue={search.maxPrice} />
          </label>
          <label className={classes.field}>
            <span>Order</span>
            <select name="sort" defaultValue={search.sort ?? ''}>
              {sorts.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
      </Fold>
    </Form>
  );
}
