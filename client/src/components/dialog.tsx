'use client';

import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, type RefObject, useId } from 'react';

import classes from './dialog.module.css';
import { CrossIcon } from './icons';

interface Props {
  readonly dialogRef: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  readonly children: ReactNode;
}

/** The browser's own dialog: it traps the focus, closes with Escape, and returns the focus to the button. */
export function Dialog({ dialogRef, title, children }: Props) {
  const t = useTranslations('shell');
  const titleId = useId();
  const close = () => dialogRef.current?.close();

  return (
    <dialog
      ref={dialogRef}
      className={classes.dialog}
      aria-labelledby={titleId}
      // Only the area around the content belongs to the dialog itself.
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      <div className={classes.content}>
        <div className={classes.head}>
          <Title order={2} size="h3" id={titleId}>
            {title}
          </Title>
          <button type="button" className={classes.close} aria-label={t('close')} onClick={close}>
            <CrossIcon />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
