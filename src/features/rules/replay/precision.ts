import type { GroupSettings, ReplayHit, RuleName } from '../../../store/index.js'

/** What a store may ask for, percent: with less a rule is a nuisance, and more than one in a hundred nobody looks through. */
export const PRECISION = { least: 70, usual: 80, most: 99 }

export const isSensible = (percent: number): boolean => percent >= PRECISION.least && percent <= PRECISION.most

/** Below so many percent a rule must not act by itself in this group. */
export const precisionAskedOf = ({ precision }: GroupSettings): number => precision ?? PRECISION.usual

/** Of the hits of a rule that a person has looked at, the share that was right; null when nobody has looked. */
export function precisionOf(hits: readonly ReplayHit[], rule: RuleName): number | null {
  const seen = hits.filter((hit) => hit.rule === rule && hit.right !== null)
  return seen.length ? seen.filter((hit) => hit.right).length / seen.length : null
}
