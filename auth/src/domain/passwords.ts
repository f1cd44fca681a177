/** How passwords are kept. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Whether the hash was made of this password.
   *
   * @param hash undefined where there is no such account: false, after the same work as for one that exists
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether the hash was made with other parameters than today's. */
  isOutdated(hash: string): boolean;
}
