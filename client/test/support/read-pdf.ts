import { execFileSync } from 'node:child_process';
import path from 'node:path';

import { PNG } from 'pngjs';

/** The text of a PDF, and a picture of its first page. */
export function readPdf(pdf: Uint8Array): { readonly text: string; readonly picture: PNG } {
  const reader = path.join(__dirname, 'pdf-reader.mjs');
  const output = execFileSync(process.execPath, [reader], { input: pdf, maxBuffer: 1e8 });
  const { text, png } = JSON.parse(output.toString()) as { text: string; png: string };
  return { text, picture: PNG.sync.read(Buffer.from(png, 'base64')) };
}
