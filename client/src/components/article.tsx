import { Stack } from '@mantine/core';
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
  return (
    <Stack component="article" className={classes.article} gap="lg">
      <PageTitle title={title} />
      {isDraft && (
        <p className={classes.draft} role="note">
          This is a draft. No lawyer has checked it, and it is not in force.
        </p>
      )}
      {children}
    </Stack>
  );
}
