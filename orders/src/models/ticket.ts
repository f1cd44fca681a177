// A replica: the tickets service owns tickets.
import { type Database, replicaSchema } from '@ticketing-dev/common/mongo';

import type { TicketCopy } from '../domain/order';

const schema = replicaSchema<TicketCopy>({
  title: { type: String, required: true },
  priceInCents: { type: Number, required: true },
  userId: { type: String },
  details: { type: Object },
  isOffSale: { type: Boolean },
});

export const ticketStore = (database: Database) => database.replicas<TicketCopy>('Ticket', schema);
