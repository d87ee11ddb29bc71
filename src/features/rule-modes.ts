import type { GroupSettings, RuleMode, RuleName } from '../store/index.js'

/** off: nothing happens · watch: written down, and the staff hear what would have happened · on. */
const DEFAULTS: Record<RuleName, RuleMode> = {
  ad: 'on',
  illegal: 'on',
  abuse: 'on',
  service_price: 'on',
  flood: 'on',
  repeat: 'on',
  link: 'watch',
  newcomer: 'watch',
  night: 'off',
  card: 'on',
}

export const RULES = Object.keys(DEFAULTS) as RuleName[]

/** How a rule stands in a group. In its first days a group is only watched, whatever its rules say. */
export function modeOf(rule: RuleName, { rules, watchUntil }: GroupSettings, now: number): RuleMode {
  const mode = rules?.[rule] ?? DEFAULTS[rule]
  return mode === 'on' && watchUntil !== undefined && now < watchUntil ? 'watch' : mode
}
