'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { useCamera } from '@/hooks/use-camera';
import { useIsInBrowser } from '@/hooks/use-is-in-browser';

import classes from './door-camera.module.css';

interface Props {
  readonly isPaused: boolean;
  readonly onCode: (code: string) => void;
}

export function DoorCamera({ isPaused, onCode }: Props) {
  const [isOn, setIsOn] = useState(false);
  const { video, problem } = useCamera(isOn, isPaused, onCode);
  const isInBrowser = useIsInBrowser();

  if (isInBrowser && !hasCamera()) {
    return (
      <Text size="sm" c="dimmed">
        This page cannot use the camera here: browsers allow it only over https. Type the codes.
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
        {isOn ? 'Stop the camera' : 'Scan with the camera'}
      </Button>
      {problem && (
        <Text role="alert" size="sm">
          {problem === 'refused'
            ? 'The browser does not allow the camera. Allow it in the settings of this page, or type the codes.'
            : 'There is no camera that this page can use. Type the codes.'}
        </Text>
      )}
      {isOn && !problem && (
        <video
          ref={video}
          className={classes.video}
          aria-label="What the camera sees"
          muted
          playsInline
        />
      )}
    </Stack>
  );
}

const hasCamera = (): boolean => 'mediaDevices' in navigator;
