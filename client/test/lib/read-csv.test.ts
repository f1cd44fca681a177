import { readCsv } from '@/lib/read-csv';

const jazz = { title: 'Jazz', price: '19.99' };

describe('a CSV file of tickets', () => {
  it.each([
    ['commas', 'title,price\nJazz,19.99'],
    ['semicolons', 'title;price\nJazz;19.99'],
    ['tabs', 'title\tprice\nJazz\t19.99'],
    ['a byte order mark', '\uFEFFtitle,price\nJazz,19.99'],
    ['the line ends of Windows', 'title,price\r\nJazz,19.99\r\n'],
    ['empty lines', 'title,price\n\nJazz,19.99\n\n , \n'],
    ['names in another case', ' Title , PRICE \nJazz,19.99'],
    ['quotes', '"title","price"\n"Jazz","19.99"'],
  ])('may have %s', (_what, text) => {
    expect(readCsv(text)).toEqual({ lines: [{ number: 1, draft: jazz }] });
  });

  it('has the names of the fields in its first line', () => {
    const text = 'price,seat,eventName,title\n5,12,"Jazz, live",Row 4\n6,13,Jazz,Row 5';

    expect(readCsv(text)).toEqual({
      lines: [
        { number: 1, draft: { price: '5', seat: '12', eventName: 'Jazz, live', title: 'Row 4' } },
        { number: 2, draft: { price: '6', seat: '13', eventName: 'Jazz', title: 'Row 5' } },
      ],
    });
  });

  it('has at most 500 tickets', () => {
    const file = (count: number) => `title,price\n${'Jazz,5\n'.repeat(count)}`;

    expect(readCsv(file(500))).toHaveProperty('lines.length', 500);
    expect(readCsv(file(501))).toEqual({
      fault: { name: 'tooMany', values: { most: 500, count: 501 } },
    });
  });

  it.each([
    ['an unknown name', 'title,price,colour\nJazz,5,red', 'unknownFields'],
    ['no price', 'title,seat\nJazz,5', 'missingFields'],
    ['no names', 'Jazz,5', 'unknownFields'],
    ['no tickets', 'title,price\n', 'empty'],
    ['too many values', 'title,price\nJazz,5,6', 'badForm'],
    ['a quote without its end', 'title,price\n"Jazz,5', 'badForm'],
  ])('is refused with %s', (_what, text, name) => {
    expect(readCsv(text)).toHaveProperty('fault.name', name);
  });
});
