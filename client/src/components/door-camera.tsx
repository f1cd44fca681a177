'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { useCamera } from '@/hooks/use-camera';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';

import classes from './door-camera.module.css';

interface Props {
  readonly isPaused: boolean;
  readonly onCode: (code: string) => void;
}

export function DoorCamera({ isPaused, onCode }: Props) {
  const t = useTranslations('door');
  const [isOn, setIsOn] = useState(false);
  const { video, problem } = useCamera(isOn, isPaused, onCode);
  const isInBrowser = useIsInBrowser();

  if (isInBrowser && !hasCamera()) {
    return (
      <Text size="sm" c="dimmed">
        {t('noCamera')}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Button
        size="lg"
        variant="default"
        onClick={() => {
          setIsOn(!isOn);
        }}
      >
        {t(isOn ? 'stopCamera' : 'scan')}
      </Button>
      {problem && (
        <Text role="alert" size="sm">
          {t(problem === 'refused' ? 'cameraRefused' : 'cameraMissing')}
        </Text>
      )}
      {isOn && !problem && (
        <video ref={video} className={classes.video} aria-label={t('video')} muted playsInline />
      )}
    </Stack>
  );
}

const hasCamera = (): boolean => 'mediaDevices' in navigator;
