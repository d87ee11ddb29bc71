import { spentMs } from '../../bots/training/speed.js'

const ROUNDS = 7

/**
 * Microseconds of processor time a text for each of the contenders, the median of some rounds. They take turns in every
 * round, so that whatever else the machine does hits all of them alike.
 */
export function sideBySide<Name extends string>(
  texts: string[],
  contenders: Record<Name, (text: string) => unknown>,
): Record<Name, number> {
  const names = Object.keys(contenders) as Name[]
  const rounds = Array.from({ length: ROUNDS }, () =>
    names.map((name) => {
      const from = spentMs()
      for (const text of texts) contenders[name](text)
      return ((spentMs() - from) / texts.length) * 1000
    }),
  )
  const median = (i: number) => rounds.map((round) => round[i]!).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!
  return Object.fromEntries(names.map((name, i) => [name, median(i)])) as Record<Name, number>
}
