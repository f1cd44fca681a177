/** @jest-environment node */
import { eventCalendar } from '@/lib/server/event-calendar';

import { aCode, aPass } from '../support/builders';
import { passWords } from '../support/pass-words';

const ticket = {
  title: 'Jazz, row 4',
  eventName: 'Jazz; at the Harbour, live',
  startsAt: '2030-06-12T18:30:00.000Z',
  timeZone: 'Europe/Berlin',
  venue: 'Harbour Hall',
  city: 'Hamburg',
  row: '4',
  seat: '12',
};
const words = passWords('en');
const page = 'https://shop.example/orders/order-1';

/** A long line goes on in the next one, after a space. */
const linesOf = (text: string | null) => text?.replace(/\r\n[ \t]/g, '').split('\r\n');

describe('the event of a ticket as a calendar file', () => {
  it('has the start in UTC, the place, the seat and the address of the pass', () => {
    const lines = linesOf(eventCalendar(aPass({ ticket }), page, words));

    expect(lines).toEqual(
      expect.arrayContaining([
        'BEGIN:VEVENT',
        'UID:order-1@ticketing',
        'SUMMARY:Jazz\\; at the Harbour\\, live',
        'DTSTART:20300612T183000Z',
        'LOCATION:Harbour Hall\\, Hamburg',
        'DESCRIPTION:Row 4 · Seat 12\\nShow your pass at the door.',
        `URL:${page}`,
      ]),
    );
  });

  it('is in Spanish for a Spanish request', () => {
    const lines = linesOf(eventCalendar(aPass({ ticket }), page, passWords('es')));

    expect(lines).toContain('DESCRIPTION:Fila 4 · Asiento 12\\nEnseña tu pase en la puerta.');
  });

  it('does not contain the code, because calendars are shared', () => {
    const text = eventCalendar(aPass({ ticket }), page, words);

    expect(text).not.toContain(aCode);
    expect(text).not.toContain('7K2M');
  });

  it('does not exist for an event without a start', () => {
    expect(eventCalendar(aPass(), page, words)).toBeNull();
  });
});
