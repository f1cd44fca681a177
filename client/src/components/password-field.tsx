'use client';

import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';

/** A field for a password, which can be shown. */
export function PasswordField(props: ComponentProps<typeof PasswordInput>) {
  return (
    <PasswordInput
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed', tabIndex: 0 }}
      // Mantine sets `aria-invalid` on every input except this one.
      aria-invalid={props.error !== undefined && props.error !== null}
      {...props}
    />
  );
}
