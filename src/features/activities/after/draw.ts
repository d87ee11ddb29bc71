import { createHash } from 'node:crypto'

/** What can be won, and how often. */
export interface Prize {
  name: string
  count: number
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What is told before a draw: it fixes the seed without showing it. */
export const commitmentTo = (seed: string): string => sha256(seed)

/**
 * Who wins, by the codes of their seats. Pure, and anybody can do it again: the codes come in the order of
 * sha256(seed + ":" + code), and the prizes are given in their order. Everybody wins once at most.
 */
export function draw(
  seed: string,
  codes: readonly string[],
  prizes: readonly Prize[],
): { prize: string; code: string }[] {
  const order = [...new Set(codes)]
    .map((code) => ({ code, rank: sha256(`${seed}:${code}`) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  const given = prizes.flatMap(({ name, count }) => Array<string>(count).fill(name))
  return given.slice(0, order.length).map((prize, n) => ({ prize, code: order[n]?.code ?? '' }))
}
