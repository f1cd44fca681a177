import { Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

import { Fold } from './fold';
import { CheckIcon, ClockIcon, LockIcon, TicketIcon } from './icons';
import classes from './notes.module.css';

type NoteKey = Parameters<ReturnType<typeof useTranslations<'notes'>>>[0];

interface Note {
  readonly icon: ReactNode;
  readonly title: NoteKey;
  readonly text: NoteKey;
}

const buyingNotes: readonly Note[] = [
  {
    icon: <ClockIcon />,
    title: 'held',
    text: 'heldText',
  },
  {
    icon: <LockIcon />,
    title: 'stripe',
    text: 'stripeText',
  },
  {
    icon: <CheckIcon />,
    title: 'once',
    text: 'onceText',
  },
];

const sellingNotes: readonly Note[] = [
  {
    icon: <TicketIcon />,
    title: 'onSale',
    text: 'onSaleText',
  },
  {
    icon: <LockIcon />,
    title: 'fixed',
    text: 'fixedText',
  },
  {
    icon: <CheckIcon />,
    title: 'soldOnce',
    text: 'soldOnceText',
  },
];

const passNotes: readonly Note[] = [
  {
    icon: <LockIcon />,
    title: 'onePerson',
    text: 'onePersonText',
  },
  {
    icon: <TicketIcon />,
    title: 'noCamera',
    text: 'noCameraText',
  },
];

export function BuyingNotes() {
  const t = useTranslations('notes');
  return (
    <Fold title={t('buying')}>
      <Notes notes={buyingNotes} />
    </Fold>
  );
}

export function SellingNotes() {
  const t = useTranslations('notes');
  return (
    <Fold title={t('selling')}>
      <Notes notes={sellingNotes} />
    </Fold>
  );
}

export function PassNotes() {
  const t = useTranslations('notes');
  return (
    <section>
      <Title order={2} size="h3" mb="md">
        {t('atDoor')}
      </Title>
      <Notes notes={passNotes} />
    </section>
  );
}

export function WithSellingNotes({ children }: { children: ReactNode }) {
  const t = useTranslations('notes');
  return (
    <div className={classes.columns}>
      {children}
      <aside className={classes.aside}>
        <Title order={2} size="h3" mb="md">
          {t('selling')}
        </Title>
        <Notes notes={sellingNotes} />
      </aside>
    </div>
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  const t = useTranslations('notes');
  return (
    <ul className={classes.list}>
      {notes.map((note) => (
        <li key={note.title} className={classes.note}>
          <span className={classes.icon}>{note.icon}</span>
          <span>
            <strong>{t(note.title)}</strong>
            <span className={classes.text}>{t(note.text)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
