/** In what a server differs from MongoDB, known once it is connected. */
export interface Traits {
  /** Only `_id`'s index gives an order; behind any other, all that is found is sorted. So it is with FerretDB. */
  ordersByIdOnly: boolean;
}
