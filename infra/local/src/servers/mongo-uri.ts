const URI = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * A database's URI on the server that `base` names; a database named there is the prefix of ours. It asks
 * for durable writes: a kill -9 of mongod must lose nothing that was answered.
 */
export function mongoUri(base: string, database: string): string {
  const [, server, prefix, query] = URI.exec(base) ?? [];
  if (!server) throw new Error(`MONGO_URI must look like mongodb://host:port, not ${base}`);
  const options = new URLSearchParams({ w: 'majority', journal: 'true' });
  for (const [name, value] of new URLSearchParams(query)) options.set(name, value);
  return `${server}/${prefix ? `${prefix}-${database}` : database}?${options.toString()}`;
}
