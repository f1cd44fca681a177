import { type Env, integer, limitsConfig } from '../base/settings';

/** How many streams may be open. */
export interface LiveConfig {
  /** At one instance. A stream costs 25 kB of memory. */
  readonly most: number;
  /** From one address at one instance. All visitors of an office may share one. */
  readonly mostPerAddress: number;
}

/**
 * Reads `LIVE_STREAMS` and `LIVE_STREAMS_PER_ADDRESS`. `LIMITS=off` removes the second limit only, because the first one
 * protects the memory of the instance.
 *
 * @throws SettingError naming the setting that is malformed
 */
export function liveConfig(env: Env): LiveConfig {
  const mostPerAddress = integer(env, 'LIVE_STREAMS_PER_ADDRESS', 100);
  return {
    most: integer(env, 'LIVE_STREAMS', 5_000),
    mostPerAddress: limitsConfig(env).areOff ? Infinity : mostPerAddress,
  };
}
