const uriPattern = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * The URI of a database on the server that `base` names. If `base` names a database, that name is the prefix of ours.
 * The URI requests durable writes, because a kill -9 of mongod must lose no acknowledged write.
 *
 * @throws Error if `base` is malformed
 */
export function mongoUri(base: string, database: string): string {
  const [, server, prefix, query] = uriPattern.exec(base) ?? [];
  if (!server) throw new Error(`MONGO_URI must look like mongodb://host:port, not ${base}`);
  const options = new URLSearchParams({ w: 'majority', journal: 'true' });
  for (const [name, value] of new URLSearchParams(query)) options.set(name, value);
  return `${server}/${prefix ? `${prefix}-${database}` : database}?${options.toString()}`;
}
