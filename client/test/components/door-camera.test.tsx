import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import { DoorCamera } from '@/components/door-camera';
import { createQrReader } from '@/lib/door/qr-reader';

import { show } from '../support/render';

jest.mock('@/lib/door/qr-reader');

const stop = jest.fn();
const stream = { getTracks: () => [{ stop }] };
const camera = (getUserMedia: () => Promise<unknown>) => {
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
};
const codes: jest.Mock<Promise<string | null>> = jest.fn();

let user: ReturnType<typeof userEvent.setup>;

beforeEach(() => {
  jest.useFakeTimers();
  user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  HTMLMediaElement.prototype.play = () => Promise.resolve();
  jest.mocked(createQrReader).mockResolvedValue(codes);
  codes.mockReset().mockResolvedValue(null);
  stop.mockReset();
});
afterEach(() => jest.useRealTimers());

async function scan(isPaused = false) {
  const onCode = jest.fn();
  const view = await show(<DoorCamera isPaused={isPaused} onCode={onCode} />);
  await act(() => user.click(screen.getByRole('button', { name: 'Scan with the camera' })));
  await pass(0);
  return { onCode, ...view };
}

const pass = (milliseconds: number) => act(() => jest.advanceTimersByTimeAsync(milliseconds));

describe('the camera of a door', () => {
  it('reads a code once while it stays in view', async () => {
    camera(() => Promise.resolve(stream));
    codes.mockResolvedValue('the-code');

    const { onCode } = await scan();
    await pass(20_000);

    expect(onCode.mock.calls).toEqual([['the-code']]);
  });

  it('reads the same code again after it was gone', async () => {
    camera(() => Promise.resolve(stream));
    codes.mockResolvedValueOnce('the-code');
    const { onCode } = await scan();

    await pass(6_000);
    codes.mockResolvedValue('the-code');
    await pass(1_000);

    expect(onCode).toHaveBeenCalledTimes(2);
  });

  it('reads nothing while an answer is shown', async () => {
    camera(() => Promise.resolve(stream));
    codes.mockResolvedValue('the-code');

    const { onCode } = await scan(true);
    await pass(1_000);

    expect(onCode).not.toHaveBeenCalled();
  });

  it('is off after Stop', async () => {
    camera(() => Promise.resolve(stream));
    await scan();

    await act(() => user.click(screen.getByRole('button', { name: 'Stop the camera' })));

    expect(stop).toHaveBeenCalled();
  });

  it.each([
    ['refused', new DOMException('', 'NotAllowedError'), /The browser does not allow the camera/],
    ['not there', new DOMException('', 'NotFoundError'), /There is no camera/],
  ])('says that it is %s', async (_what, error, text) => {
    camera(() => Promise.reject(error));

    await scan();

    expect(screen.getByRole('alert')).toHaveTextContent(text);
  });
});
