import { seatRange } from '@/lib/seat-range';

describe('a row of seats', () => {
  it.each([
    ['9', '11', ['9', '10', '11']],
    ['12', '12', ['12']],
    ['A1', 'A3', ['A1', 'A2', 'A3']],
    ['08', '10', ['08', '09', '10']],
    [' 1 ', '2', ['1', '2']],
  ])('from %s to %s', (first, last, seats) => {
    expect(seatRange(first, last)).toEqual({ seats });
  });

  it('has at most 500 seats', () => {
    expect(seatRange('1', '500')).toHaveProperty('seats.length', 500);
    expect(seatRange('1', '501')).toEqual({ fault: 'tooMany' });
  });

  it.each([
    ['', '2', 'noNumber'],
    ['A', 'B', 'noNumber'],
    ['A1', 'B2', 'letters'],
    ['2', '1', 'before'],
  ])('is none from %j to %j', (first, last, fault) => {
    expect(seatRange(first, last)).toEqual({ fault });
  });
});
