'use client';

import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { UserBody } from '@ticketing-dev/common/contracts';
import Link from 'next/link';
import { useCallback } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useNavigation } from '@/hooks/use-navigation';
import { type Credentials, signIn, signUp } from '@/lib/api/users';
import { signInPath, signUpPath } from '@/lib/paths';

import { ErrorAlert } from './error-alert';

interface Kind {
  readonly submitLabel: string;
  readonly passwordDescription?: string;
  readonly passwordAutoComplete: string;
  readonly send: (credentials: Credentials) => Promise<UserBody>;
  readonly other: { question: string; label: string; pathTo: (next: string) => string };
}

const signInKind: Kind = {
  submitLabel: 'Sign in',
  passwordAutoComplete: 'current-password',
  send: signIn,
  other: { question: 'New here?', label: 'Sign up instead', pathTo: signUpPath },
};

const signUpKind: Kind = {
  submitLabel: 'Sign up',
  passwordDescription: 'At least 8 characters',
  passwordAutoComplete: 'new-password',
  send: signUp,
  other: { question: 'Have an account?', label: 'Sign in instead', pathTo: signInPath },
};

/** @param next the path of this shop that opens after signing in */
export function SignInForm({ next }: { next: string }) {
  return <CredentialsForm kind={signInKind} next={next} />;
}

export function SignUpForm({ next }: { next: string }) {
  return <CredentialsForm kind={signUpKind} next={next} />;
}

function CredentialsForm({ kind, next }: { kind: Kind; next: string }) {
  const { goInPlace, isGoing } = useNavigation();
  const { form, onSubmit, isBusy, error } = useApiForm(
    { email: '', password: '' },
    useCallback(
      async (credentials: Credentials) => {
        await kind.send(credentials);
        goInPlace(next);
      },
      [goInPlace, kind, next],
    ),
  );

  return (
    // POST, because a form that is sent before the page's scripts have loaded must not put the password into the URL.
    <form method="post" onSubmit={onSubmit} noValidate>
      <Stack>
        <ErrorAlert error={error} fields={['email', 'password']} />
        <TextInput
          label="Email"
          type="email"
          size="md"
          autoComplete="email"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description={kind.passwordDescription}
          size="md"
          autoComplete={kind.passwordAutoComplete}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed', tabIndex: 0 }}
          // Mantine sets `aria-invalid` on every input except this one.
          aria-invalid={form.errors['password'] !== undefined}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" fullWidth loading={isBusy || isGoing}>
          {kind.submitLabel}
        </Button>
        <Text size="sm">
          {kind.other.question}{' '}
          <Anchor component={Link} href={kind.other.pathTo(next)} inherit>
            {kind.other.label}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
