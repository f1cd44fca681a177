'use client';

import { Button, Stack, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type SubmitEvent, useEffect, useRef } from 'react';

import classes from './door-code-form.module.css';

interface Props {
  readonly check: (code: string) => Promise<void>;
  /** Whether the next code can be typed. */
  readonly hasFocus: boolean;
}

/** Works without a camera. A scanner that is connected like a keyboard types into it, too. */
export function DoorCodeForm({ check, hasFocus }: Props) {
  const t = useTranslations('door');
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!hasFocus || !input.current) return;
    input.current.value = '';
    input.current.focus();
  }, [hasFocus]);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void check(input.current?.value ?? '');
  };

  return (
    <form onSubmit={onSubmit}>
      <Stack>
        <TextInput
          ref={input}
          label={t('code')}
          description={t('codeHelp')}
          size="lg"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          classNames={{ input: classes.code }}
        />
        <Button type="submit">{t('check')}</Button>
      </Stack>
    </form>
  );
}
