import { growthOf, type Sample } from '../../prove/growth';

const minutes = Array.from({ length: 300 }, (_, i) => 5 + i / 12);

const process = (of: (minute: number) => Partial<Sample>): Sample[] =>
  minutes.map((minute) => ({ minute, megabytes: 120, files: 40, ...of(minute) }));

describe('a process', () => {
  it('does not grow when its garbage comes and goes', () => {
    const sawtooth = process((minute) => ({ megabytes: 110 + 30 * (minute % 3) }));

    expect(growthOf(sawtooth)).toMatchObject({ isFine: true });
  });

  it('does not grow when connections come and go', () => {
    const busy = process((minute) => ({ files: 40 + Math.round(10 * Math.sin(minute)) }));

    expect(growthOf(busy)).toMatchObject({ isFine: true });
  });

  it('grows when memory is never given back', () => {
    const leak = process((minute) => ({ megabytes: 110 + 30 * (minute % 3) + 1.5 * minute }));

    expect(growthOf(leak)).toMatchObject({ isFine: false });
  });

  it('grows when files are never closed', () => {
    const leak = process((minute) => ({ files: 40 + Math.floor(minute) }));

    expect(growthOf(leak)).toEqual({
      isFine: false,
      figures: '120 to 120 MB (0.00 a minute), 47 to 67 open files',
    });
  });

  it('is not fine when nobody could read its figures', () => {
    expect(growthOf(process(() => ({ megabytes: Number.NaN })))).toMatchObject({ isFine: false });
    expect(growthOf([])).toMatchObject({ isFine: false });
  });
});
