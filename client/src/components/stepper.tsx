import classes from './stepper.module.css';

const steps = ['Reserve', 'Pay', 'Done'] as const;

interface Props {
  readonly current: (typeof steps)[number];
}

/** Where the buyer is in a purchase. */
export function Stepper({ current }: Props) {
  const at = steps.indexOf(current);
  return (
    <ol className={classes.steps} aria-label="Steps of the purchase">
      {steps.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          data-done={index < at || current === 'Done' || undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {step}
        </li>
      ))}
    </ol>
  );
}
