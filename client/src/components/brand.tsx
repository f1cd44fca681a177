import Link from 'next/link';

import classes from './brand.module.css';

export function Brand() {
  return (
    <Link href="/" className={classes.brand}>
      <svg className={classes.mark} aria-hidden="true" viewBox="0 0 32 32" width="30" height="30">
        <rect width="32" height="32" rx="8" fill="currentColor" />
        <path
          className={classes.ticket}
          d="M7 10.500A1.500 1.500 0 0 1 8.500 9h15a1.500 1.500 0 0 1 1.500 1.500v2.700a2.900 2.900 0 0 0 0 5.600v2.700a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 7 21.500v-2.700a2.900 2.900 0 0 0 0-5.600z"
        />
        <path
          d="M19 11.500v10"
          stroke="currentColor"
          strokeWidth="1.800"
          strokeLinecap="round"
          strokeDasharray="0.100 3.300"
        />
      </svg>
      <span className={classes.name}>Ticketing</span>
    </Link>
  );
}
