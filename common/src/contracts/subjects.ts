/** The subjects of our events: each is the name of a channel on the bus. */
export const Subjects = {
  TicketCreated: 'ticket:created',
  TicketUpdated: 'ticket:updated',
  TicketDeleted: 'ticket:deleted',
  OrderCreated: 'order:created',
  OrderCancelled: 'order:cancelled',
  OrderCompleted: 'order:completed',
  OfferClosed: 'offer:closed',
  ExpirationComplete: 'expiration:complete',
  PaymentCreated: 'payment:created',
  PaymentRefunded: 'payment:refunded',
  PassUpdated: 'pass:updated',
  SessionEnded: 'session:ended',
  UserDeleted: 'user:deleted',
} as const;

/** Any of the subjects. */
export type Subjects = (typeof Subjects)[keyof typeof Subjects];

/** The type of each subject, so that `subject: Subjects.TicketCreated` is a type as it is for an enum. */
// eslint-disable-next-line @typescript-eslint/no-namespace -- An enum would refuse the plain literal.
export declare namespace Subjects {
  type TicketCreated = typeof Subjects.TicketCreated;
  type TicketUpdated = typeof Subjects.TicketUpdated;
  type TicketDeleted = typeof Subjects.TicketDeleted;
  type OrderCreated = typeof Subjects.OrderCreated;
  type OrderCancelled = typeof Subjects.OrderCancelled;
  type OrderCompleted = typeof Subjects.OrderCompleted;
  type OfferClosed = typeof Subjects.OfferClosed;
  type ExpirationComplete = typeof Subjects.ExpirationComplete;
  type PaymentCreated = typeof Subjects.PaymentCreated;
  type PaymentRefunded = typeof Subjects.PaymentRefunded;
  type PassUpdated = typeof Subjects.PassUpdated;
  type SessionEnded = typeof Subjects.SessionEnded;
  type UserDeleted = typeof Subjects.UserDeleted;
}
