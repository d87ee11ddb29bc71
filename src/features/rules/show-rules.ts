import { DAY, SECOND } from '../../kit/clock.js'
import { friendlyTime } from '../../kit/zone.js'
import type { Group, GroupSettings, LadderStep, RuleName } from '../../store/index.js'
import { nightOf, sayNight } from '../quiet-night.js'
import { modeOf, RULES } from '../rule-modes.js'
import { sayLength } from '../say-length.js'
import type { Batch } from '../step.js'
import { ladderOf, lifetimeOf } from './ladder.js'
import { newDays } from './newcomers.js'

/** How the rules stand in a group, one line a rule; what is off needs no ladder. */
export function showRules({ say, dealer }: Pick<Batch, 'say' | 'dealer'>, group: Group, now: number): string {
  const { name, settings } = group
  const lines = RULES.map((rule) => {
    const mode = modeOf(rule, settings, now)
    const line = say('rules.mode_line', { rule: say(`rules.${rule}.name`), mode: say(`rules.mode.${mode}`) })
    return mode === 'off' ? line : line + details(say, rule, group)
  })
  const { watchUntil = 0, allowedSites = [], precision } = settings
  const watching =
    watchUntil > now ? [say('rules.watching', { until: friendlyTime(watchUntil, dealer.zone, dealer.locale) })] : []
  const asked = precision ? [say('rules.precision_line', { percent: precision })] : []
  const sites = allowedSites.length ? [say('rules.allowed_sites', { sites: allowedSites.join('、') })] : []
  return [say('rules.modes_title', { name }), ...lines, ...sites, ...asked, ...watching].join('\n')
}

function details(say: Batch['say'], rule: RuleName, group: Group): string {
  const { settings } = group
  if (rule === 'card') return settings.cardPrefix ? '' : say('rules.no_card_format')
  if (rule === 'night') return say('rules.night_hours', { hours: sayNight(nightOf(group)) })
  const steps = sayLadder(say, rule, settings)
  const params = { steps, days: lifetimeOf(rule, settings) / DAY }
  return rule === 'newcomer'
    ? say('rules.newcomer_line', { ...params, newcomer: newDays(settings) })
    : say('rules.ladder_line', params)
}

const sayLadder = (say: Batch['say'], rule: Exclude<RuleName, 'card'>, settings: GroupSettings): string =>
  ladderOf(rule, settings)
    .map(({ type, seconds }: LadderStep) => say(`rules.step.${type}`, { length: sayLength(say, seconds * SECOND) }))
    .join('→')
