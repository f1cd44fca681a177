import { Group, Title } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';

import classes from './outcome.module.css';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly isGood?: boolean | undefined;
  /** The title gets the focus when the state of the order changes. */
  readonly titleRef: RefObject<HTMLHeadingElement | null>;
}

/** The title of an order that nothing can change any more. */
export function Outcome({ icon, title, isGood, titleRef }: Props) {
  return (
    <Group wrap="nowrap" gap="sm">
      <span className={classes.icon} data-good={isGood || undefined}>
        {icon}
      </span>
      <Title ref={titleRef} tabIndex={-1} className={classes.title}>
        {title}
      </Title>
    </Group>
  );
}
