'use client';

import { Button, type ButtonProps } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';

type Props = ButtonProps & {
  readonly href: string;
  readonly children: ReactNode;
  readonly prefetch?: false;
  readonly scroll?: false;
  readonly onClick?: () => void;
};

export function LinkButton(props: Props) {
  return <Button component={Link} {...props} />;
}
