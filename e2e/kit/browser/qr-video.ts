import { writeFileSync } from 'node:fs';

import type { Page } from 'playwright-core';

const width = 640;
const height = 480;
const pixelsPerModule = 6;
const frames = 10;
const white = 235;
const black = 16;
const grey = 128;

/** Chromium's options to show a file (YUV4MPEG2) instead of a camera, without a question to the user. */
export const fakeCamera = (file: string): string[] => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
];

/** Films the QR code of a page: every frame shows the same picture. */
export async function filmQrCode(page: Page, name: string, file: string): Promise<void> {
  const path = await page.getByRole('img', { name }).locator('path').getAttribute('d');
  const luma = Buffer.alloc(width * height, white);
  for (const [, x, y, run] of (path ?? '').matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    paint(luma, Number(x), Number(y), Number(run));
  }
  const chroma = Buffer.alloc((width * height) / 2, grey);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = `YUV4MPEG2 W${String(width)} H${String(height)} F10:1 Ip A1:1 C420jpeg\n`;
  writeFileSync(file, Buffer.concat([Buffer.from(head), ...Array<Buffer>(frames).fill(frame)]));
}

function paint(luma: Buffer, x: number, y: number, run: number): void {
  const left = x * pixelsPerModule;
  for (let line = y * pixelsPerModule; line < (y + 1) * pixelsPerModule; line += 1) {
    luma.fill(black, line * width + left, line * width + left + run * pixelsPerModule);
  }
}
