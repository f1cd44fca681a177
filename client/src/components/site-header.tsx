'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { useIsReturning } from '@/hooks/use-is-returning';
import { ordersPath, sellPath, signInPath, signUpPath } from '@/lib/paths';
import type { Session } from '@/lib/session';

import { AccountMenu, accountMenuId } from './account-menu';
import { BottomBar } from './bottom-bar';
import { Brand } from './brand';
import { PersonIcon } from './icons';
import { SearchField } from './search-field';
import { SessionNotice } from './session-notice';
import classes from './site-header.module.css';

export function SiteHeader({ session }: { session: Session }) {
  const t = useTranslations();
  const { user } = session;
  const pathname = usePathname();
  const isReturning = useIsReturning();
  const linkTo = (href: string) => ({
    href,
    'aria-current': pathname === href ? ('page' as const) : undefined,
    // A prefetched page would be outdated.
    prefetch: false,
  });

  return (
    <>
      <header className={classes.header}>
        <div className={classes.inner}>
          <Brand />
          <SearchField />
          <nav className={classes.nav} aria-label={t('shell.main')} inert={isReturning}>
            <Link {...linkTo(sellPath)} className={classes.outlined}>
              {t('shell.sellTickets')}
            </Link>
            {user ? (
              <>
                <Link {...linkTo(ordersPath)} className={classes.link}>
                  {t('common.myOrders')}
                </Link>
                <button type="button" className={classes.link} popoverTarget={accountMenuId}>
                  <PersonIcon />
                  {t('shell.account')}
                </button>
                <AccountMenu user={user} />
              </>
            ) : (
              <>
                <Link {...linkTo(signInPath())} className={classes.link}>
                  {t('common.signIn')}
                </Link>
                <Link {...linkTo(signUpPath())} className={classes.main}>
                  {t('common.signUp')}
                </Link>
              </>
            )}
          </nav>
        </div>
        <SessionNotice session={session} />
      </header>
      <BottomBar isSignedIn={user !== null} />
    </>
  );
}
