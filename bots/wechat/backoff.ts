const FIRST_MS = 500
const LONGEST_MS = 30_000

/** 0.5, 1, 2… 30 seconds, a quarter more or less by chance. */
export function backoff(failures: number, chance: number): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(wait * (0.75 + chance / 2))
}
