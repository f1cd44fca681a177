import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** DejaVu Sans, which has the letters of the Latin, Greek and Cyrillic scripts. */
export interface PdfFonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

/** The calls have the whole paths in them, because Next adds the files that such calls name to the build. */
export async function readPdfFonts(): Promise<PdfFonts> {
  const [regular, bold] = await Promise.all([
    readFile(path.join(process.cwd(), '../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(path.join(process.cwd(), '../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
  return { regular, bold };
}
