import type { LadderStep, RuleName } from '../../store/index.js'
import { HARMLESS } from './ladder.js'

const BETWEEN = /\s*(?:[/／、,，;；]|→|->|>|再)\s*/
const STEPS: readonly [RegExp, LadderStep['type']][] = [
  [/^(?:提醒|remind)$/i, 'remind'],
  [/^(?:警告|warn)$/i, 'warn'],
  [/^(?:移出|移除|踢出|请出群?|remove)$/i, 'remove'],
  [/^(?:人工|找人|同事|请同事定|ask(?: staff)?)$/i, 'ask_staff'],
]
const MUTE = /^(?:禁言|mute)\s*(\d{1,4})\s*(?:(分钟?|minutes?|min)|(小时|hours?|h)|(天|日|days?|d))$/i
const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600
const DAY_SECONDS = 86_400

/** `提醒/警告/禁言1天/移出`; null when a step is none. */
export function parseLadder(text: string): LadderStep[] | null {
  const steps = text.trim().split(BETWEEN).filter(Boolean).map(readStep)
  return steps.length && steps.every((step) => step !== null) ? steps : null
}

function readStep(word: string): LadderStep | null {
  const [, number, minutes, hours] = MUTE.exec(word) ?? []
  if (number) {
    const unit = minutes ? MINUTE_SECONDS : hours ? HOUR_SECONDS : DAY_SECONDS
    return { type: 'mute', seconds: Number(number) * unit }
  }
  const type = STEPS.find(([pattern]) => pattern.test(word))?.[1]
  return type ? { type, seconds: 0 } : null
}

const MOST_STEPS = 6
/** QQ mutes for no longer. */
const LONGEST_MUTE = 30 * DAY_SECONDS
const HARSHNESS: Record<LadderStep['type'], number> = { remind: 0, warn: 1, mute: 2, remove: 3, ask_staff: 4 }

/** Why a ladder is none that a rule may have. */
export type LadderFlaw = 'long' | 'harmless' | 'mute' | 'milder' | 'removes_first'

/** What contradicts itself, or what the bot must not do by itself; null when the ladder is fine. */
export function flawOf(rule: RuleName, steps: readonly LadderStep[]): LadderFlaw | null {
  if (steps.length > MOST_STEPS) return 'long'
  if (HARMLESS.includes(rule) && steps.some(({ type }) => type !== 'remind' && type !== 'warn')) return 'harmless'
  if (steps.some(({ type, seconds }) => type === 'mute' && (seconds <= 0 || seconds > LONGEST_MUTE))) return 'mute'
  if (steps[0]?.type === 'remove') return 'removes_first'
  const falls = steps.some((step, n) => {
    const before = steps[n - 1]
    return before && (HARSHNESS[step.type] - HARSHNESS[before.type] || step.seconds - before.seconds) < 0
  })
  return falls ? 'milder' : null
}
