'use client';

import { Button, Stack, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';

import { type KeptOrder, keptOrders } from '@/lib/kept-pages';
import { localPath } from '@/lib/paths';

import classes from './kept-orders.module.css';

/** The orders that open without a connection, and a link to the page that was wanted. */
export function KeptOrders() {
  const t = useTranslations();
  const [orders, setOrders] = useState<readonly KeptOrder[]>([]);
  const [wanted, setWanted] = useState('/');

  useEffect(() => {
    // The page is kept without this parameter, so the server has not read it.
    setWanted(localPath(new URLSearchParams(location.search).get('from')));
    keptOrders().then(setOrders, () => undefined);
  }, []);

  return (
    <Stack gap="xl" align="center">
      <Button component="a" href={wanted}>
        {t('common.tryAgain')}
      </Button>
      {orders.length > 0 && (
        <section aria-labelledby="kept-orders">
          <Title order={2} size="h3" mb="sm" id="kept-orders">
            {t('offline.kept')}
          </Title>
          <Stack component="ul" gap="sm" className={classes.list}>
            {orders.map(({ path, title }) => (
              <li key={path}>
                <a href={path} className={classes.order} dir="auto">
                  {title}
                </a>
              </li>
            ))}
          </Stack>
        </section>
      )}
    </Stack>
  );
}
