'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

import { cssVariablesResolver, theme } from '@/theme';

import { ReturnWatch } from './return-watch';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-center" />
      <ReturnWatch>{children}</ReturnWatch>
    </MantineProvider>
  );
}
