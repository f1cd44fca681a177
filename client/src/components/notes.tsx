import { Title } from '@mantine/core';
import { OrderStatus } from '@ticketing-dev/common/contracts';
import type { ReactNode } from 'react';

import { CheckIcon, ClockIcon, LockIcon, TicketIcon } from './icons';
import classes from './notes.module.css';

interface Note {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
}

interface Props {
  readonly children: ReactNode;
}

const buyingNotes: readonly Note[] = [
  {
    icon: <ClockIcon />,
    title: 'Held for you',
    text: 'From the moment you buy, nobody else can take the ticket until your time is up.',
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
    title: 'On sale at once',
    text: 'Everybody sees your ticket as soon as you put it on sale.',
  },
  {
    icon: <LockIcon />,
    title: 'Fixed while somebody pays',
    text: 'You can change title and price until a buyer reserves it. What was ordered stays as it was.',
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

/** What matters beside an order: how buying works while it is open, then how to use the ticket, or nothing. */
export function WithOrderNotes({ status, children }: Props & { readonly status: OrderStatus }) {
  if (status === OrderStatus.Cancelled) return <div className={classes.columns}>{children}</div>;
  if (status !== OrderStatus.Complete) return <WithBuyingNotes>{children}</WithBuyingNotes>;
  return (
    <WithNotes title="At the door" notes={passNotes}>
      {children}
    </WithNotes>
  );
}

export function WithBuyingNotes({ children }: Props) {
  return (
    <WithNotes title="How buying works" notes={buyingNotes}>
      {children}
    </WithNotes>
  );
}

export function WithSellingNotes({ children }: Props) {
  return (
    <WithNotes title="How selling works" notes={sellingNotes}>
      {children}
    </WithNotes>
  );
}

function WithNotes({ title, notes, children }: Props & { title: string; notes: readonly Note[] }) {
  return (
    <div className={classes.columns}>
      {children}
      <aside className={classes.notes}>
        <Title order={2} size="h4">
          {title}
        </Title>
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
      </aside>
    </div>
  );
}
