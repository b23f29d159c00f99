// The PostgreSQL server tests use: TEST_DATABASE_URL, else postgres@127.0.0.1:5432.

import pg from 'pg'

export const serverUrl = process.env.TEST_DATABASE_URL || 'postgresql://postgres@127.0.0.1:5432/postgres'

/** The address of another database of the server. */
export function addressOf(database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.toString()
}

/** Does work in a session that ends with it, in the database named, else in the one of the server's own address. */
export async function onServer<Result>(
  work: (client: pg.Client) => Promise<Result>,
  connectionString = serverUrl,
): Promise<Result> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
