import type { output } from 'zod';

import type { bulkReportBody, eventBody, saleBody, sellerBody } from '../schemas/sale-answers';
import type { Immutable } from './immutable';

/** A sold ticket in `GET /api/tickets/sales`, for its seller. */
export type SaleBody = Immutable<output<typeof saleBody>>;

/** What `GET /api/tickets/sellers/:userId` answers. */
export type SellerBody = Immutable<output<typeof sellerBody>>;

/** An event in `GET /api/tickets/events`: tickets of any seller with the same event, start and venue. */
export type EventBody = Immutable<output<typeof eventBody>>;

/** What `POST /api/tickets/bulk` answers: what became of each line. */
export type BulkReportBody = Immutable<output<typeof bulkReportBody>>;
