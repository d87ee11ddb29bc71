import { isShipped, type Journey, type Journeys, stepsOf } from './journeys.js'
import { fits, LONGEST } from './settings.js'

export type JourneyCommand =
  | { type: 'journey'; journey: Journey }
  /** The words of a step, new or changed; null: ours. */
  | { type: 'step'; journey: Journey; day: number; words: string | null }
  | { type: 'drop'; journey: Journey; day: number }
  /** All steps as they are shipped. */
  | { type: 'restore'; journey: Journey }

const CALLED: readonly [RegExp, Journey][] = [
  [/^(?:提车后|after[- ]delivery)$/i, 'after_delivery'],
  [/^(?:保养后|after[- ]service)$/i, 'after_service'],
]
const WHOLE = /^(?:关怀|care)\s+(提车后|保养后|after[- ](?:delivery|service))(?:\s+([\s\S]+))?$/i
const STEP = /^(?:第\s*(\d{1,3})\s*天|day\s*(\d{1,3}))\s+(?:(删除?|drop)|(?:文字|words)(?:\s*[:：]\s*|\s+)([\s\S]+))$/i
const DEFAULT = /^(?:默认|default)$/i
const MOST_STEPS = 12
const LAST_DAY = 400

/** `关怀 提车后`, `关怀 提车后 第14天 文字 【称呼】，…`, `关怀 提车后 第14天 删`, `关怀 提车后 默认`. */
export function readJourneyCommand(text: string): JourneyCommand | null {
  const [, called = '', rest = ''] = WHOLE.exec(text) ?? []
  const journey = CALLED.find(([name]) => name.test(called))?.[1]
  if (!journey) return null
  if (!rest) return { type: 'journey', journey }
  if (DEFAULT.test(rest)) return { type: 'restore', journey }
  const [, first, second, drop, words = ''] = STEP.exec(rest) ?? []
  const day = Number(first ?? second)
  if (!day) return null
  if (drop) return { type: 'drop', journey, day }
  return { type: 'step', journey, day, words: DEFAULT.test(words.trim()) ? null : words.trim() }
}

/** The journeys after a command, or the text that says what is wrong with it. */
export function changeJourney(
  journeys: Journeys,
  command: JourneyCommand,
): Journeys | { problem: string; longest?: number } {
  const { [command.journey]: _old, ...others } = journeys
  if (command.type === 'journey') return journeys
  if (command.type === 'restore') return others
  const steps = stepsOf(journeys, command.journey).filter(({ day }) => day !== command.day)
  if (command.type === 'drop') return { ...others, [command.journey]: steps }
  const { day, words } = command
  if (day > LAST_DAY || (!words && !isShipped(command.journey, day))) return { problem: 'care.bad_step' }
  if (words && !fits(words)) return { problem: 'care.too_long', longest: LONGEST }
  if (steps.length >= MOST_STEPS) return { problem: 'care.too_many_steps' }
  const changed = [...steps, { day, words }].sort((one, other) => one.day - other.day)
  return { ...others, [command.journey]: changed }
}
