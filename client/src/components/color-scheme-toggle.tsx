'use client';

import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslations } from 'next-intl';

import { MoonIcon, SunIcon } from './icons';

export function ColorSchemeToggle() {
  const t = useTranslations('shell');
  const { setColorScheme } = useMantineColorScheme();
  const computed = useComputedColorScheme('light');
  // The server does not know the visitor's colour scheme, and its HTML must match the browser's first rendering.
  const isDark = useMounted() && computed === 'dark';

  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="2.75rem"
      aria-label={t(isDark ? 'lightColours' : 'darkColours')}
      onClick={() => {
        setColorScheme(isDark ? 'light' : 'dark');
      }}
    >
      {isDark ? <SunIcon /> : <MoonIcon />}
    </ActionIcon>
  );
}
