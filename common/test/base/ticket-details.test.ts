import { detailsData, detailTexts, readDetails } from '@ticketing-dev/common';

import { ticketDetails } from '../../src/schemas/ticket-details';

const event = { eventName: 'Jazz', startsAt: '2030-06-12T18:00:00.000Z', timeZone: 'UTC' };

describe('the details of a ticket', () => {
  it('come from an event and return to one', () => {
    const data = { ...event, row: '4', faceValue: 19.99 };

    const stored = readDetails(data);

    expect(stored).toEqual({ ...event, row: '4', faceValueInCents: 1_999 });
    expect(detailsData(stored)).toEqual(data);
  });

  it('are absent if the event has none', () => {
    expect(readDetails({})).toBeUndefined();
    expect(detailsData(undefined)).toEqual({});
  });

  it('are ignored if another publisher means something else', () => {
    const foreign = {
      row: 1,
      seat: null,
      startsAt: 'soon',
      venue: {},
      faceValue: '5',
      city: 'Ghent',
    };

    expect(readDetails(foreign)).toEqual({ city: 'Ghent' });
  });

  it('show no card number of another publisher', () => {
    expect(readDetails({ venue: 'Call 4242424242424242' })).toEqual({
      venue: 'Call ************4242',
    });
  });
});

it('copies every detail that events have', () => {
  expect([...detailTexts, 'faceValue'].sort()).toEqual(Object.keys(ticketDetails).sort());
});
