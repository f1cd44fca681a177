import { useFormats } from '@/hooks/use-formats';

import { Cover } from './cover';
import classes from './date-block.module.css';

interface Props {
  /** The name of the event, for its cover. */
  readonly name: string;
  readonly startsAt: string | undefined;
  readonly timeZone: string | undefined;
}

/** The day of an event, on its cover. It is hidden from screen readers: the text beside it contains the whole date. */
export function DateBlock({ name, startsAt, timeZone }: Props) {
  const formats = useFormats();
  const date = startsAt === undefined ? null : formats.dateParts(startsAt, timeZone);
  return (
    <span className={classes.block} aria-hidden="true">
      <Cover name={name} />
      {date && (
        <span className={classes.date}>
          <span>{date.weekday}</span>
          <span className={classes.day}>{date.day}</span>
          <span>{date.month}</span>
        </span>
      )}
    </span>
  );
}
