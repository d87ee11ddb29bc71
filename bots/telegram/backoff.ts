const FIRST_MS = 1_000
const LONGEST_MS = 60_000

/** 1, 2, 4… 60 seconds, a quarter more or less by chance, so that many accounts do not come back at one moment. */
export function backoff(failures: number, chance: number): number {
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(wait * (0.75 + chance / 2))
}
