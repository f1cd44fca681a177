import { edgesOf, slope } from '../kit/stats';

/** What a process holds at one moment. */
export interface Sample {
  readonly minute: number;
  readonly megabytes: number;
  readonly files: number;
}

export interface Growth {
  readonly figures: string;
  readonly isFine: boolean;
}

const mostMbPerMinute = 1;
/** Connections come and go with the load. */
const mostNewFiles = 8;

/** Whether a process grows, by samples from when it was warm. */
export function growthOf(samples: readonly Sample[]): Growth {
  const perMinute = slope(samples.map(({ minute, megabytes }) => ({ x: minute, y: megabytes })));
  const [mbBefore, mbAfter] = edgesOf(samples.map(({ megabytes }) => megabytes));
  const [filesBefore, filesAfter] = edgesOf(samples.map(({ files }) => files));
  return {
    figures: `${mbBefore.toFixed(0)} to ${mbAfter.toFixed(0)} MB (${perMinute.toFixed(2)} a minute), ${filesBefore} to ${filesAfter} open files`,
    // Not the other way round: what could not be read is too much, too.
    isFine: perMinute < mostMbPerMinute && filesAfter - filesBefore <= mostNewFiles,
  };
}
