const FIRST_MS = 500
const LONGEST_MS = 30_000

/** 0.5, 0.75, 1.1… 30 seconds, a quarter more or less by chance. */
export function backoff(failures: number, chance: number): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 1.5 ** Math.max(0, failures - 1))
  return Math.round(wait * (0.75 + chance / 2))
}
