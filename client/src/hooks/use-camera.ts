'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { createQrReader } from '@/lib/door/qr-reader';

const pauseMs = 150;
/** A code that stays in view is read once. */
const sameAfterMs = 5_000;

/** Reads QR codes from the camera while it is on. */
export function useCamera(isOn: boolean, isPaused: boolean, onCode: (code: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<'refused' | 'missing' | null>(null);
  const last = useRef({ code: '', at: -Infinity });

  const see = useEffectEvent((code: string) => {
    const now = performance.now();
    const isSame = code === last.current.code && now - last.current.at < sameAfterMs;
    last.current = { code, at: now };
    if (!isSame && !isPaused) onCode(code);
  });

  useEffect(() => {
    if (!isOn) return undefined;
    let isCurrent = true;
    let stream: MediaStream | undefined;
    const scan = async () => {
      setProblem(null);
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const element = video.current;
      // The page may have been left while the browser asked for the permission.
      if (!isCurrent || !element) return;
      element.srcObject = stream;
      await element.play();
      const read = await createQrReader();
      while (isCurrent as boolean) {
        const code = await read(element).catch(() => null);
        if (code !== null && (isCurrent as boolean)) see(code);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    };
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void scan()
      .catch((error: unknown) => {
        if (isCurrent) setProblem(isRefusal(error) ? 'refused' : 'missing');
      })
      .finally(stop);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [isOn]);

  return { video, problem };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotAllowedError';
