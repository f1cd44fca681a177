'use client';

import { PasswordInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';

/** A field for a password, which can be shown. */
export function PasswordField(props: ComponentProps<typeof PasswordInput>) {
  const t = useTranslations('auth');
  return (
    <PasswordInput
      required
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
      // Mantine sets `aria-invalid` on every input except this one.
      aria-invalid={props.error !== undefined && props.error !== null}
      {...props}
    />
  );
}
