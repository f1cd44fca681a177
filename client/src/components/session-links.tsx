'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { useIsReturning } from '@/hooks/use-is-returning';
import type { Session } from '@/lib/session';

import { SignOutButton } from './sign-out-button';
import classes from './session-links.module.css';

interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly isMain?: boolean;
}

const visitorItems: readonly NavItem[] = [
  { href: '/tickets/new', label: 'Sell tickets' },
  { href: '/auth/signin', label: 'Sign in' },
  { href: '/auth/signup', label: 'Sign up', isMain: true },
];

const memberItems: readonly NavItem[] = [
  { href: '/tickets/new', label: 'Sell tickets' },
  { href: '/tickets/mine', label: 'My tickets' },
  { href: '/orders', label: 'My orders' },
];

interface Props {
  readonly session: Session;
  readonly onFollow?: () => void;
}

export function SessionLinks({ session, onFollow }: Props) {
  const { user } = session;
  const pathname = usePathname();
  const isReturning = useIsReturning();

  return (
    <div className={classes.links} inert={isReturning}>
      {user && (
        <Link
          href="/account"
          className={classes.who}
          aria-current={pathname === '/account' ? 'page' : undefined}
          prefetch={false}
          {...(onFollow && { onClick: onFollow })}
        >
          {user.email}
        </Link>
      )}
      {(user ? memberItems : visitorItems).map(({ href, label, isMain }) => (
        <Link
          key={href}
          href={href}
          className={isMain ? classes.mainLink : classes.link}
          aria-current={pathname === href ? 'page' : undefined}
          // A prefetched page would be outdated.
          prefetch={false}
          {...(onFollow && { onClick: onFollow })}
        >
          {label}
        </Link>
      ))}
      {user && <SignOutButton className={classes.link} />}
    </div>
  );
}
