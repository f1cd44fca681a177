'use client';

import type { UserPayload } from '@ticketing-dev/common/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

import { accountPath, doorsPath, ordersPath, ownTicketsPath, salesPath } from '@/lib/paths';

import classes from './account-menu.module.css';
import { SignOutButton } from './sign-out-button';

export const accountMenuId = 'account-menu';

const items = [
  [ordersPath, 'common.myOrders'],
  [ownTicketsPath, 'shell.myTickets'],
  [salesPath, 'shell.mySales'],
  [doorsPath, 'shell.doors'],
  [accountPath, 'shell.settings'],
] as const;

/** Opens and closes by itself: it is a popover of the browser, and needs no script. */
export function AccountMenu({ user }: { user: UserPayload }) {
  const t = useTranslations();
  const pathname = usePathname();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.hidePopover();
  }, [pathname]);

  return (
    <div ref={menu} id={accountMenuId} popover="auto" className={classes.menu}>
      <p className={classes.who}>{user.email}</p>
      <ul className={classes.list}>
        {items.map(([href, label]) => (
          <li key={href}>
            <Link
              href={href}
              className={classes.item}
              aria-current={pathname === href ? 'page' : undefined}
              prefetch={false}
            >
              {t(label)}
            </Link>
          </li>
        ))}
        <li>
          <SignOutButton className={classes.item} />
        </li>
      </ul>
    </div>
  );
}
