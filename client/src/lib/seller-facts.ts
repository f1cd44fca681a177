/** What everybody may know of a seller. Null: there is none, or it cannot be read. */
export interface SellerFacts {
  readonly name: string | null;
  /** The day on which the account was made. */
  readonly since: string | null;
  /** 100 means 100 or more. */
  readonly sold: number | null;
}
