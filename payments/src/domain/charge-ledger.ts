/** A charge as Stripe lists it. */
export interface ListedCharge {
  readonly id: string;
  readonly createdAt: Date;
  readonly status: string;
  readonly amountInCents: number;
  readonly refundedInCents: number;
  readonly isCaptured: boolean;
  readonly isRefunded: boolean;
  /** Absent if another program made the charge. */
  readonly orderId: string | undefined;
  readonly paymentId: string | undefined;
}

/** The port to the list of all charges of our account at Stripe. */
export interface ChargeLedger {
  /**
   * The next charges, newest first.
   *
   * @param after the id of the last charge of the page before
   * @throws DependencyError if Stripe does not answer
   */
  page(after: string | undefined): Promise<readonly ListedCharge[]>;
  /**
   * @throws NotFoundError if Stripe has no such charge
   * @throws DependencyError if Stripe does not answer
   */
  find(id: string): Promise<ListedCharge>;
}
