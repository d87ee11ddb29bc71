import { findDays } from '../../kit/chinese/dates.js'
import { foldText } from '../../kit/chinese/fold-text.js'
import { dayOf } from '../../kit/zone.js'
import type { CareCommand } from './command.js'
import { changeJourney } from './journey-command.js'
import { type CareSettings, fits, KINDS, LONGEST } from './settings.js'

const CHANGES: readonly CareCommand['type'][] = ['switch', 'words', 'days', 'premises', 'step', 'drop', 'restore']
export const changes = ({ type }: CareCommand): boolean => CHANGES.includes(type)

interface Problem {
  /** The key of the text that says what is wrong. */
  problem: string
  longest?: number
  least?: number
  most?: number
}

const DAYS = {
  weather: { field: 'weatherDays', least: 1, most: 60 },
  silent: { field: 'silentDays', least: 30, most: 400 },
} as const
const LONGEST_CHANGE = 200

/** The settings after a command, or what is wrong with it. `now` is UTC ms. */
export function changed(
  settings: CareSettings,
  command: CareCommand,
  { now, zone }: { now: number; zone: string },
): CareSettings | Problem {
  if (command.type === 'switch') {
    const { kinds, on } = command
    return { ...settings, on: KINDS.filter((kind) => (kinds.includes(kind) ? on : settings.on.includes(kind))) }
  }
  if (command.type === 'words') {
    const { kind, words } = command
    if (words && !fits(words)) return { problem: 'care.too_long', longest: LONGEST }
    const { [kind]: _old, ...others } = settings.words
    return { ...settings, words: words ? { ...others, [kind]: words } : others }
  }
  if (command.type === 'days') {
    const { field, least, most } = DAYS[command.of]
    return command.days >= least && command.days <= most
      ? { ...settings, [field]: command.days }
      : { problem: 'care.bad_days', least, most }
  }
  if (command.type === 'premises') {
    const { change } = command
    const day = change && findDays(foldText(change.when), now, zone)[0]?.day
    if (change && (!day || day < dayOf(now, zone))) return { problem: 'care.bad_change' }
    if (change && change.what.length > LONGEST_CHANGE) return { problem: 'care.too_long', longest: LONGEST_CHANGE }
    return { ...settings, premises: change && day ? { day, what: change.what } : null }
  }
  if (command.type === 'step' || command.type === 'drop' || command.type === 'restore') {
    const journeys = changeJourney(settings.journeys, command)
    return 'problem' in journeys ? journeys : { ...settings, journeys }
  }
  return settings
}
