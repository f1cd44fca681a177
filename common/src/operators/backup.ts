/** A document of a backup. */
export interface BackupDocument {
  readonly collection: string;
  /** The document in MongoDB's Extended JSON. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** The first line of a backup. */
export interface BackupStart {
  readonly service: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** The collections whose documents are aggregates of the service. */
  readonly aggregates: readonly string[];
}

/** The port to a service's database as a whole, for backups. */
export interface DatabaseBackup {
  readonly aggregates: readonly string[];
  /**
   * All documents. The log of events is last, so that it has every event of the documents before it. It may also have
   * later ones.
   */
  documents(): AsyncIterable<BackupDocument>;
  /** Whether the database has more than a new service writes at its start, and no restore has begun. */
  isInUse(): Promise<boolean>;
  /** Whether a restore has begun and not ended. */
  isRestoring(): Promise<boolean>;
  /**
   * Deletes everything that a new service has written at its start.
   *
   * @throws BadRequestError if the database is in use
   */
  beginRestore(): Promise<void>;
  /**
   * Writes documents. Repeating it is harmless.
   *
   * @throws BadRequestError if no restore has begun
   */
  restore(documents: readonly BackupDocument[]): Promise<void>;
  /** Ends the restore. */
  endRestore(): Promise<void>;
}
