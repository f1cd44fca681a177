'use client';

import { MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

import { cssVariablesResolver, theme } from '@/theme';

import { ReturnWatch } from './return-watch';
import { SlowNotice } from './slow-notice';
import { Toasts } from './toasts';

export function Providers({ children }: { children: ReactNode }) {
  useEffect(() => window.pageIsRunning?.(), []);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <ReturnWatch>{children}</ReturnWatch>
      <SlowNotice />
      <Toasts />
    </MantineProvider>
  );
}
