import { DAY } from '../../kit/clock.js'
import type { Attachment } from '../../message/index.js'
import type { Group, GroupSettings, Member } from '../../store/index.js'
import { findSignals, fold } from '../../understanding/index.js'
import { checkCard } from '../name-card.js'
import type { Verdict } from './judge.js'
import { CONTACTS, linksOut } from './links.js'

const NEW_DAYS = 7

export const newDays = ({ newFor }: GroupSettings): number => newFor ?? NEW_DAYS

/**
 * Came in a few days ago and has not reported in: by a first word before this one, and the right card where the group has
 * a format.
 */
export function isOnProbation(
  { joinedAt, reportedAt, card, nickname }: Pick<Member, 'joinedAt' | 'reportedAt' | 'card' | 'nickname'>,
  { settings }: Pick<Group, 'settings'>,
  at: number,
): boolean {
  if (joinedAt === null || at - joinedAt >= newDays(settings) * DAY) return false
  if (reportedAt === null || reportedAt >= at) return true
  return settings.cardPrefix ? checkCard(card || nickname, settings.cardPrefix) !== null : false
}

/** What a newcomer is asked to keep for later: links, contacts, cards, forwards. */
export function bringsAlong(
  text: string,
  attachments: readonly Attachment[],
  allowed: readonly string[],
): Verdict | null {
  const led = linksOut(text, attachments, allowed)
  // Whoever may be linked to is no stranger.
  const shapes = CONTACTS.filter((name) => name !== 'link' || !allowed.length)
  const contact = led ? undefined : findSignals(fold(text).text).find(({ name }) => shapes.includes(name))
  return led || contact ? { rule: 'newcomer', quote: led?.quote || text, score: 1, certainty: 'act' } : null
}
