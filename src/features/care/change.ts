import type { CareCommand } from './command.js'
import { changeJourney } from './journey-command.js'
import { type CareSettings, fits, KINDS } from './settings.js'

const CHANGES: readonly CareCommand['type'][] = ['switch', 'words', 'days', 'step', 'drop', 'restore']
export const changes = ({ type }: CareCommand): boolean => CHANGES.includes(type)

/** The settings after a command, or the key of the text that says what is wrong with it. */
export function changed(settings: CareSettings, command: CareCommand): CareSettings | { problem: string } {
  if (command.type === 'switch') {
    const { kinds, on } = command
    return { ...settings, on: KINDS.filter((kind) => (kinds.includes(kind) ? on : settings.on.includes(kind))) }
  }
  if (command.type === 'words') {
    const { kind, words } = command
    if (words && !fits(words)) return { problem: 'care.too_long' }
    const { [kind]: _old, ...others } = settings.words
    return { ...settings, words: words ? { ...others, [kind]: words } : others }
  }
  if (command.type === 'days') {
    const isPossible = command.days >= 1 && command.days <= 60
    return isPossible ? { ...settings, weatherDays: command.days } : { problem: 'care.bad_days' }
  }
  if (command.type === 'step' || command.type === 'drop' || command.type === 'restore') {
    const journeys = changeJourney(settings.journeys, command)
    return 'problem' in journeys ? journeys : { ...settings, journeys }
  }
  return settings
}
