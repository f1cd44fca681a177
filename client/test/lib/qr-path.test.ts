/** @jest-environment node */
import jsQR from 'jsqr';

import { qrPath } from '@/lib/qr-path';

import { aCode } from '../support/builders';

const scale = 4;

/** Paints the rectangles of the path, black on white. */
function paint({ path, size }: ReturnType<typeof qrPath>) {
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py += 1) {
      for (let px = Number(x) * scale; px < (Number(x) + Number(run)) * scale; px += 1) {
        pixels.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
      }
    }
  }
  return { pixels, width };
}

describe('the path of a QR code', () => {
  it('is read as the code that it was made of', () => {
    const { pixels, width } = paint(qrPath(aCode));

    expect(jsQR(pixels, width, width)?.data).toBe(aCode);
  });
});
