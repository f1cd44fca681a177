import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { TicketIcon } from './icons';
import classes from './page-message.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly isPageTitle?: boolean;
}

/** Replaces a page's content if it is empty, not found or not available. */
export function PageMessage({ title, children, action, isPageTitle = false }: Props) {
  return (
    <Stack className={classes.message} align="center" gap="sm">
      <span className={classes.icon}>
        <TicketIcon />
      </span>
      <Title order={isPageTitle ? 1 : 2} size="h2">
        {title}
      </Title>
      <Text c="dimmed" maw="32rem">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
