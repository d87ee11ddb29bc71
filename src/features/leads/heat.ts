import type { LeadLevel } from '../../store/index.js'

const HEAT: readonly LeadLevel[] = ['C', 'B', 'A', 'H']

export const hotter = (one: LeadLevel, other: LeadLevel): LeadLevel =>
  HEAT.indexOf(one) > HEAT.indexOf(other) ? one : other
