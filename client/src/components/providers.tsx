'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type ReactNode, useEffect } from 'react';

import { cssVariablesResolver, theme } from '@/theme';

import { ReturnWatch } from './return-watch';
import { SlowNotice } from './slow-notice';

export function Providers({ children }: { children: ReactNode }) {
  useEffect(() => window.pageIsRunning?.(), []);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <Notifications position="bottom-center" />
      <ReturnWatch>{children}</ReturnWatch>
      <SlowNotice />
    </MantineProvider>
  );
}
