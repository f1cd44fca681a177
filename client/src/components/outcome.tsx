import { Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './outcome.module.css';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly isGood?: boolean;
  readonly children: ReactNode;
}

/** How an order has ended. */
export function Outcome({ icon, title, isGood, children }: Props) {
  return (
    <Stack>
      <Group wrap="nowrap" gap="sm">
        <span className={classes.icon} data-good={isGood || undefined}>
          {icon}
        </span>
        <Title order={2} size="h3">
          {title}
        </Title>
      </Group>
      {children}
    </Stack>
  );
}
