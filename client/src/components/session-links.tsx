'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { use } from 'react';

import type { Session } from '@/lib/session';

import classes from './session-links.module.css';

interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly isMain?: boolean;
}

const visitorItems: readonly NavItem[] = [
  { href: '/auth/signin', label: 'Sign in' },
  { href: '/auth/signup', label: 'Sign up', isMain: true },
];

const memberItems: readonly NavItem[] = [
  { href: '/tickets/new', label: 'Sell tickets' },
  { href: '/orders', label: 'My orders' },
  { href: '/auth/signout', label: 'Sign out' },
];

interface Props {
  readonly session: Promise<Session>;
  readonly onFollow?: () => void;
}

export function SessionLinks({ session, onFollow }: Props) {
  const { user } = use(session);
  const pathname = usePathname();

  return (
    <>
      {user && <span className={classes.who}>{user.email}</span>}
      {(user ? memberItems : visitorItems).map(({ href, label, isMain }) => (
        <Link
          key={href}
          href={href}
          className={isMain ? classes.mainLink : classes.link}
          aria-current={pathname === href ? 'page' : undefined}
          // A prefetched sign-out page would be of no use, and of the other pages the data would be old.
          prefetch={false}
          {...(onFollow && { onClick: onFollow })}
        >
          {label}
        </Link>
      ))}
    </>
  );
}
