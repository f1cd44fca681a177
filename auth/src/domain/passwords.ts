/** The port to password hashing. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Whether the hash belongs to this password.
   *
   * @param hash undefined if there is no account; the result is then false, after the same work
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
  /** Whether the hash has other parameters than the current ones. */
  isOutdated(hash: string): boolean;
}
