'use client';

import { Anchor, Group, Stack, Text, TextInput } from '@mantine/core';
import {
  type ErrorItem,
  type Language,
  languages,
  type UserBody,
} from '@ticketing-dev/common/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useCallback } from 'react';

import { useApiForm } from '@/hooks/use-api-form';
import { useNavigation } from '@/hooks/use-navigation';
import { ApiError } from '@/lib/api/api-error';
import { type Credentials, signIn, signUp } from '@/lib/api/users';
import { forgotPath, signInPath, signUpPath } from '@/lib/paths';
import { inFormWords } from '@/lib/sign-in-errors';

import { BusyButton } from './busy-button';
import { ErrorAlert } from './error-alert';
import { PasswordField } from './password-field';

interface Kind {
  readonly submitLabel: 'common.signIn' | 'common.signUp';
  /** Handles the form if the page's scripts have not run. */
  readonly action: string;
  readonly isNewPassword?: boolean;
  readonly passwordAutoComplete: string;
  readonly send: (credentials: Credentials, language: Language | undefined) => Promise<UserBody>;
  readonly other: {
    readonly question: 'newHere' | 'haveAccount';
    readonly label: 'signUpInstead' | 'signInInstead';
    readonly pathTo: (next: string) => string;
  };
  readonly hasForgotLink?: boolean;
}

const signInKind: Kind = {
  submitLabel: 'common.signIn',
  action: '/auth/signin/submit',
  passwordAutoComplete: 'current-password',
  send: signIn,
  other: { question: 'newHere', label: 'signUpInstead', pathTo: signUpPath },
  hasForgotLink: true,
};

const signUpKind: Kind = {
  submitLabel: 'common.signUp',
  action: '/auth/signup/submit',
  isNewPassword: true,
  passwordAutoComplete: 'new-password',
  send: signUp,
  other: { question: 'haveAccount', label: 'signInInstead', pathTo: signInPath },
};

interface Props {
  /** The path of this shop that opens after signing in. */
  readonly next: string;
  /** The errors of a form that was sent without scripts. */
  readonly errors?: readonly ErrorItem[];
}

export function SignInForm(props: Props) {
  return <CredentialsForm kind={signInKind} {...props} />;
}

export function SignUpForm(props: Props) {
  return <CredentialsForm kind={signUpKind} {...props} />;
}

function CredentialsForm({ kind, next, errors = [] }: Props & { kind: Kind }) {
  const t = useTranslations();
  const locale = useLocale();
  const { goInPlace, isGoing } = useNavigation();
  const { form, onSubmit, isBusy, error, isSent } = useApiForm(
    { email: '', password: '' },
    useCallback(
      async (credentials: Credentials) => {
        await kind.send(
          credentials,
          languages.find((language) => language === locale),
        );
        goInPlace(next);
      },
      [goInPlace, kind, locale, next],
    ),
  );
  const shown =
    error &&
    new ApiError({
      status: error.status,
      items: error.items.map(inFormWords),
      retryAfterSeconds: error.retryAfterSeconds,
    });
  const earlier =
    errors.length > 0 && !isSent ? new ApiError({ status: 400, items: errors }) : null;

  return (
    // POST, because a form that is sent before the page's scripts have loaded must not put the password into the URL.
    <form method="post" action={kind.action} onSubmit={onSubmit} noValidate>
      <input type="hidden" name="next" value={next} />
      <Stack>
        <ErrorAlert error={shown} fields={['email', 'password']} />
        <ErrorAlert error={earlier} />
        <TextInput
          label={t('common.email')}
          name="email"
          type="email"

          autoComplete="email"
          required
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordField
          label={t('common.password')}
          name="password"
          description={kind.isNewPassword && t('auth.passwordHelp')}
          autoComplete={kind.passwordAutoComplete}
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <BusyButton type="submit" fullWidth isBusy={isBusy || isGoing}>
          {t(kind.submitLabel)}
        </BusyButton>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            {t(`auth.${kind.other.question}`)}{' '}
            <Anchor component={Link} href={kind.other.pathTo(next)} inherit>
              {t(`auth.${kind.other.label}`)}
            </Anchor>
          </Text>
          {kind.hasForgotLink && (
            <Anchor component={Link} href={forgotPath} size="sm">
              {t('auth.forgot')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </form>
  );
}
