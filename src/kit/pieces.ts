/** PostgreSQL and SQLite both take so many values in one query. */
const AT_ONCE = 500

/** A list in pieces of at most `size`. */
export function pieces<T>(all: readonly T[], size = AT_ONCE): T[][] {
  const found: T[][] = []
  for (let from = 0; from < all.length; from += size) found.push(all.slice(from, from + size))
  return found
}
