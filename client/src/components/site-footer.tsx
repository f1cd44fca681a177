import Link from 'next/link';

import { helpPath, privacyPath, sellPath, termsPath } from '@/lib/paths';

import { ColorSchemeToggle } from './color-scheme-toggle';
import classes from './site-footer.module.css';

const columns = [
  {
    title: 'Tickets',
    links: [
      ['/', 'Tickets on sale'],
      [sellPath, 'Sell a ticket'],
    ],
  },
  {
    title: 'Help',
    links: [
      [helpPath, 'Questions and answers'],
      ['/docs/api', 'API'],
    ],
  },
  {
    title: 'Legal',
    links: [
      [termsPath, 'Terms'],
      [privacyPath, 'Privacy'],
    ],
  },
] as const;

export function SiteFooter() {
  return (
    <footer className={classes.footer}>
      <div className={classes.columns}>
        {columns.map(({ title, links }) => (
          <div key={title}>
            <p className={classes.title}>{title}</p>
            <ul className={classes.links}>
              {links.map(([href, label]) => (
                <li key={href}>
                  <Link href={href} className={classes.link} prefetch={false}>
                    {label}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div className={classes.last}>
        <span>Ticketing · tickets from people, for people</span>
        <ColorSchemeToggle />
      </div>
    </footer>
  );
}
