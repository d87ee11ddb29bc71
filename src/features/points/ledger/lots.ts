/** What one transfer did to one account. */
export interface Line {
  transferId: string
  /** Of a reversal: what it takes back. */
  reversesId: string | null
  amount: number
  expiresAt: number | null
}

/** Points that came in together and are good until the same time. */
export interface Lot {
  transferId: string
  left: number
  expiresAt: number | null
}

/** What is left of everything that came in, by the history of an account, oldest first: what expires first is spent first. */
export function openLots(history: readonly Line[]): Lot[] {
  const lots: Lot[] = []
  for (const { transferId, reversesId, amount, expiresAt } of history) {
    if (amount > 0) lots.push({ transferId, left: amount, expiresAt })
    else spend(lots, -amount, reversesId)
  }
  return lots.filter(({ left }) => left > 0)
}

const NEVER = Number.MAX_SAFE_INTEGER

function spend(lots: Lot[], amount: number, reversesId: string | null): void {
  // What is taken back goes before everything else.
  const rank = (lot: Lot) => (lot.transferId === reversesId ? -1 : (lot.expiresAt ?? NEVER))
  let owed = amount
  for (const lot of [...lots].sort((one, other) => rank(one) - rank(other))) {
    const taken = Math.min(lot.left, owed)
    lot.left -= taken
    owed -= taken
  }
}

/** How many points end by then, UTC ms. */
export const endingBy = (lots: readonly Lot[], at: number): number =>
  lots.reduce((sum, { left, expiresAt }) => sum + (expiresAt !== null && expiresAt <= at ? left : 0), 0)
