import { useLocale } from 'next-intl';

import { type Formats, formatsOf } from '@/lib/format';

/** How the visitor's language writes prices, dates and durations. */
export const useFormats = (): Formats => formatsOf(useLocale());
