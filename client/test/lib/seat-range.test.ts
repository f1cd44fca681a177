import { seatRange } from '@/lib/seat-range';

describe('a row of seats', () => {
  it.each([
    ['9', '11', ['9', '10', '11']],
    ['12', '12', ['12']],
    ['A1', 'A3', ['A1', 'A2', 'A3']],
    ['08', '10', ['08', '09', '10']],
    [' 1 ', '2', ['1', '2']],
  ])('from %s to %s', (first, last, seats) => {
    expect(seatRange(first, last)).toEqual(seats);
  });

  it('has at most 500 seats', () => {
    expect(seatRange('1', '500')).toHaveLength(500);
    expect(seatRange('1', '501')).toBe('A row may have at most 500 seats.');
  });

  it.each([
    ['', '2', 'The first and the last seat must end with a number, such as 1 or A12.'],
    ['A', 'B', 'The first and the last seat must end with a number, such as 1 or A12.'],
    ['A1', 'B2', 'The first and the last seat must have the same letters.'],
    ['2', '1', 'The last seat must not be before the first one.'],
  ])('is none from %j to %j', (first, last, reason) => {
    expect(seatRange(first, last)).toBe(reason);
  });
});
