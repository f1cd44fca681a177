import { create } from 'qrcode';

/** The empty margin around a QR code, in modules. Readers need it. */
const quiet = 4;

/** A QR code as the path of its dark modules, for an SVG or a PDF. One unit is one module. */
export interface QrPath {
  readonly path: string;
  /** Width and height, with the margin. */
  readonly size: number;
}

export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const isDark = (x: number, y: number): boolean => modules.get(y, x) !== 0;
  const runs: string[] = [];
  for (let y = 0; y < modules.size; y += 1) {
    for (let x = 0; x < modules.size; x += 1) {
      if (!isDark(x, y)) continue;
      const start = x;
      while (x + 1 < modules.size && isDark(x + 1, y)) x += 1;
      const width = String(x + 1 - start);
      runs.push(`M${String(start + quiet)} ${String(y + quiet)}h${width}v1h-${width}z`);
    }
  }
  return { path: runs.join(''), size: modules.size + 2 * quiet };
}
