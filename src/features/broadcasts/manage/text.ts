import { clip } from '../../../kit/cut-text.js'
import type { Say } from '../../../kit/texts.js'
import { friendlyTime } from '../../../kit/zone.js'
import type { Broadcast } from '../../../store/index.js'
import { reasonText } from '../../platform-reason.js'
import type { Batch } from '../../step.js'
import { countOutcomes, OUTCOMES, STOPPED, type Target } from './progress.js'
import type { Results } from './results.js'

const LISTED = 20

const countsText = (say: Say, targets: readonly Target[]): string => {
  const counts = countOutcomes(targets)
  return OUTCOMES.filter((outcome) => counts[outcome])
    .map((outcome) => say(`broadcasts.outcome.${outcome}`, { number: counts[outcome] }))
    .join(' · ')
}

const stateOf = ({ state, cron }: Broadcast, targets: readonly Target[]): string =>
  state === 'sent'
    ? countOutcomes(targets).waiting
      ? 'going'
      : 'done'
    : state === 'scheduled' && cron
      ? 'repeated'
      : state

/** `#12 周六店庆…：正在发 · 送达 80 · 等着 20` */
export function progressLine(
  { say, dealer: { zone, locale } }: Pick<Batch, 'say' | 'dealer'>,
  broadcast: Broadcast,
  targets: readonly Target[],
): string {
  const { code, text, startAt } = broadcast
  const state = say(`broadcasts.state.${stateOf(broadcast, targets)}`, { at: friendlyTime(startAt ?? 0, zone, locale) })
  const counts = targets.length ? ` · ${countsText(say, targets)}` : ''
  return say('broadcasts.line', { code, text: clip(text), state }) + counts
}

export function reportText(say: Say, line: string, { clicks, ...results }: Results, isCounted: boolean): string {
  return [
    line,
    ...(isCounted ? [say('broadcasts.clicked', { clicks })] : []),
    say('broadcasts.results', { ...results }),
  ].join('\n')
}

/** What the outcome does not say by itself. */
function whyText(say: Say, { target, item, outcome }: Target): string {
  if (target.why) return say(`broadcasts.why.${target.why}`)
  if (!item?.reason || item.reason === 'too_late' || outcome === 'unknown') return ''
  return item.reason === STOPPED ? say('broadcasts.state.cancelled') : reasonText(say, item.reason)
}

/** Where it did not arrive, and why; then how many there are of everything else. */
export function targetsText(
  say: Say,
  line: string,
  targets: readonly Target[],
  names: ReadonlyMap<string, string>,
): string {
  const open = targets.filter(({ outcome }) => outcome !== 'sent')
  const lines = open.slice(0, LISTED).map((each) =>
    say('broadcasts.target', {
      name: names.get(each.target.customerId ?? each.target.groupId ?? '') ?? '',
      outcome: say(`broadcasts.target_state.${each.outcome}`),
      why: whyText(say, each),
    }).trimEnd(),
  )
  const more = open.length > LISTED ? [say('broadcasts.more_targets', { number: open.length - LISTED })] : []
  return [line, ...(lines.length ? lines : [say('broadcasts.all_sent')]), ...more].join('\n')
}
