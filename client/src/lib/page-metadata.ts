import type { Metadata } from 'next';

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
      siteName: 'Ticketing',
      type: 'website',
      title: title ?? 'Ticketing',
      description,
      url: path,
      images,
    },
    twitter: { card: picture === undefined ? 'summary' : 'summary_large_image' },
  };
}
