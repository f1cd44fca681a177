import 'server-only';

import { ImageResponse } from 'next/og';

const aDayInSeconds = 24 * 60 * 60;

/** Draws an SVG file as PNG, because icons on phones and previews of links need it. */
export function toPng(svg: string, width: number, height: number): Response {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return new ImageResponse(<img alt="" src={source} width={width} height={height} />, {
    width,
    height,
    headers: { 'Cache-Control': `public, max-age=${String(aDayInSeconds)}` },
  });
}
