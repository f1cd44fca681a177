'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { ordersPath, sellPath, signInPath } from '@/lib/paths';

import { accountMenuId } from './account-menu';
import classes from './bottom-bar.module.css';
import { PersonIcon, SearchIcon, TagIcon, TicketIcon } from './icons';

const links = [
  { href: '/', label: 'discover', icon: <SearchIcon /> },
  { href: sellPath, label: 'sell', icon: <TagIcon /> },
  { href: ordersPath, label: 'tickets', icon: <TicketIcon /> },
] as const;

/** The navigation of a phone, where a thumb reaches it. */
export function BottomBar({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('shell');
  const pathname = usePathname();
  return (
    <nav className={classes.bar} aria-label={t('bottomBar')}>
      {links.map(({ href, label, icon }) => (
        <Link
          key={href}
          href={href}
          className={classes.item}
          aria-current={pathname === href ? 'page' : undefined}
          prefetch={false}
        >
          {icon}
          {t(label)}
        </Link>
      ))}
      {isSignedIn ? (
        <button type="button" className={classes.item} popoverTarget={accountMenuId}>
          <PersonIcon />
          {t('account')}
        </button>
      ) : (
        <Link href={signInPath()} className={classes.item} prefetch={false}>
          <PersonIcon />
          {t('signIn')}
        </Link>
      )}
    </nav>
  );
}
