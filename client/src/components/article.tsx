import { Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import classes from './article.module.css';
import { PageTitle } from './page-title';

interface Props {
  readonly title: string;
  /** Marks a text that is not in force. */
  readonly isDraft?: boolean;
  readonly children: ReactNode;
}

/** A page to read. */
export function Article({ title, isDraft = false, children }: Props) {
  const t = useTranslations('site');
  return (
    <Stack component="article" className={classes.article} gap="lg">
      <PageTitle title={title} />
      {isDraft && (
        <p className={classes.draft} role="note">
          {t('draft')}
        </p>
      )}
      {children}
    </Stack>
  );
}
