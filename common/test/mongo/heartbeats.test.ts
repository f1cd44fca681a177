import { EventEmitter } from 'node:events';

import { watchHeartbeats } from '../../src/mongo/heartbeats';

const longestMs = 5_000;

describe('the watch over heartbeats', () => {
  let client: EventEmitter;
  let onLost: jest.Mock;

  beforeEach(() => {
    jest.useFakeTimers();
    client = new EventEmitter();
    onLost = jest.fn();
    watchHeartbeats(client, longestMs, onLost);
  });
  afterEach(() => jest.useRealTimers());

  it('calls back for a heartbeat that does not end', () => {
    client.emit('serverHeartbeatStarted');
    jest.advanceTimersByTime(longestMs);

    expect(onLost).toHaveBeenCalledTimes(1);
  });

  it.each(['serverHeartbeatSucceeded', 'serverHeartbeatFailed', 'topologyClosed'])(
    'does not call back after %s',
    (ended) => {
      client.emit('serverHeartbeatStarted');
      client.emit(ended);
      jest.advanceTimersByTime(2 * longestMs);

      expect(onLost).not.toHaveBeenCalled();
    },
  );
});
