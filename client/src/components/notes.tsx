import { Title } from '@mantine/core';
import type { ReactNode } from 'react';

import { Fold } from './fold';
import { CheckIcon, ClockIcon, LockIcon, TicketIcon } from './icons';
import classes from './notes.module.css';

interface Note {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}

const buyingNotes: readonly Note[] = [
  {
    icon: <ClockIcon />,
    title: 'Held for you',
    text: 'After you press Buy, nobody else can take the ticket until your time is up.',
  },
  {
    icon: <LockIcon />,
    title: 'Paid through Stripe',
    text: 'Your card number goes to Stripe alone. We never see it.',
  },
  {
    icon: <CheckIcon />,
    title: 'Charged once, or not at all',
    text: 'Your card is charged when the order is complete. If the hold ends first, nothing is taken.',
  },
];

const sellingNotes: readonly Note[] = [
  {
    icon: <TicketIcon />,
    title: 'On sale immediately',
    text: 'Everybody sees your ticket as soon as you put it on sale.',
  },
  {
    icon: <LockIcon />,
    title: 'Fixed while somebody pays',
    text: 'You can change title and price until a buyer reserves the ticket. An order keeps the title and the price that it had.',
  },
  {
    icon: <CheckIcon />,
    title: 'Sold once',
    text: 'Two people can never end up with the same seat.',
  },
];

const passNotes: readonly Note[] = [
  {
    icon: <LockIcon />,
    title: 'One code, one person',
    text: 'The first person who shows the code gets in. Do not share it.',
  },
  {
    icon: <TicketIcon />,
    title: 'If the door has no camera',
    text: 'Say the twelve characters below the code.',
  },
];

export function BuyingNotes() {
  return (
    <Fold title="How buying works">
      <Notes notes={buyingNotes} />
    </Fold>
  );
}

export function SellingNotes() {
  return (
    <Fold title="How selling works">
      <Notes notes={sellingNotes} />
    </Fold>
  );
}

export function PassNotes() {
  return (
    <section>
      <Title order={2} size="h3" mb="md">
        At the door
      </Title>
      <Notes notes={passNotes} />
    </section>
  );
}

export function WithSellingNotes({ children }: { children: ReactNode }) {
  return (
    <div className={classes.columns}>
      {children}
      <aside className={classes.aside}>
        <Title order={2} size="h3" mb="md">
          How selling works
        </Title>
        <Notes notes={sellingNotes} />
      </aside>
    </div>
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  return (
    <ul className={classes.list}>
      {notes.map((note) => (
        <li key={note.title} className={classes.note}>
          <span className={classes.icon}>{note.icon}</span>
          <span>
            <strong>{note.title}</strong>
            <span className={classes.text}>{note.text}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
