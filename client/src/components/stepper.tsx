import { useTranslations } from 'next-intl';

import classes from './stepper.module.css';

const steps = ['reserve', 'pay', 'done'] as const;

interface Props {
  readonly current: (typeof steps)[number];
}

/** Where the buyer is in a purchase. */
export function Stepper({ current }: Props) {
  const t = useTranslations('order');
  const at = steps.indexOf(current);
  return (
    <ol className={classes.steps} aria-label={t('steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          data-done={index < at || current === 'done' || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
