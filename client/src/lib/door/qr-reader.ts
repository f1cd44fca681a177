import jsQR from 'jsqr';

type ReadFrame = (video: HTMLVideoElement) => Promise<string | null>;

/** Not in all browsers, so not in TypeScript's types. */
interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type BarcodeDetectorClass = (new (options: { formats: string[] }) => BarcodeDetector) & {
  getSupportedFormats(): Promise<string[]>;
};

const format = 'qr_code';

/** Reads QR codes with the browser's own detector, or else with jsQR. */
export async function createQrReader(): Promise<ReadFrame> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: BarcodeDetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !formats.includes(format)) return readWithJsQr();
  const detector = new BarcodeDetector({ formats: [format] });
  return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
}

function readWithJsQr(): ReadFrame {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (video) => {
    const { videoWidth: width, videoHeight: height } = video;
    if (!context || width === 0) return Promise.resolve(null);
    Object.assign(canvas, { width, height });
    context.drawImage(video, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return Promise.resolve(jsQR(data, width, height)?.data ?? null);
  };
}
