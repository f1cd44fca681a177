import type { Metadata } from 'next';

export const siteName = 'Ticketing';
const titleEnd = ` · ${siteName}`;
/** What the layout adds to the title of each page. */
export const titleTemplate = `%s${titleEnd}`;

/** The title that a page gave itself. */
export const ownTitle = (title: string): string =>
  title.endsWith(titleEnd) ? title.slice(0, -titleEnd.length) : title;

interface PageFacts {
  /** Absent on the front page. */
  readonly title?: string;
  readonly description: string;
  readonly path: string;
  /** The path of a picture of 1200 × 630. */
  readonly picture?: string;
}

/** What search engines, and previews of links, show of a public page. */
export function pageMetadata({ title, description, path, picture }: PageFacts): Metadata {
  const images = picture === undefined ? [] : [{ url: picture, width: 1200, height: 630 }];
  return {
    ...(title !== undefined && { title }),
    description,
    alternates: { canonical: path },
    openGraph: {
      siteName,
      type: 'website',
      title: title ?? siteName,
      description,
      url: path,
      images,
    },
    twitter: { card: picture === undefined ? 'summary' : 'summary_large_image' },
  };
}
