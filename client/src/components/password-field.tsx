'use client';

import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';

/** The rule of the service, as its error says it. */
export const newPasswordHelp = 'From 8 to 128 characters, and not a common password';

/** A field for a password, which can be shown. */
export function PasswordField(props: ComponentProps<typeof PasswordInput>) {
  return (
    <PasswordInput
      required
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed', tabIndex: 0 }}
      // Mantine sets `aria-invalid` on every input except this one.
      aria-invalid={props.error !== undefined && props.error !== null}
      {...props}
    />
  );
}
