/** The files by which the harness tells its processes what to do. */
export const files = {
  /** The crash point that is to be hit, once. */
  armed: 'armed',
  /** It was hit. */
  hit: 'hit',
  /** Where every point that is passed is written down. */
  record: 'record',
  /** The guard that is taken away. */
  break: 'break',
  /** How long new orders hold their ticket, in seconds. */
  hold: 'hold',
} as const;
