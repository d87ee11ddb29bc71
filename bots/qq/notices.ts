import type { Roster } from './roster.js'
import { type Frame, idOf, isFrame, wordsOf } from './types.js'

/** What a frame teaches about groups and members. Answers the group that we came into, if it says so. */
export function learn(frame: Frame, roster: Roster, account: string): string | undefined {
  const group = idOf(frame.group_id)
  const person = idOf(frame.user_id)
  if (group === undefined || person === undefined) return undefined
  if (frame.post_type === 'message') learnSender(frame, roster, group, person)
  if (frame.post_type !== 'notice') return undefined
  switch (frame.notice_type) {
    case 'group_increase':
      if (person === account) return group
      roster.put(group, person, {})
      break
    case 'group_decrease':
      if (person === account || frame.sub_type === 'kick_me' || frame.sub_type === 'disband') roster.forgetGroup(group)
      else roster.remove(group, person)
      break
    case 'group_card':
      roster.put(group, person, { card: wordsOf(frame.card_new) })
      break
    case 'group_admin':
      roster.put(group, person, { role: frame.sub_type === 'set' ? 'admin' : 'member' })
      break
    case 'notify':
      if (frame.sub_type === 'group_name' && wordsOf(frame.name_new)) roster.nameGroup(group, wordsOf(frame.name_new))
      break
  }
  return undefined
}

/** The card is left to notices and lists: learnt here, a change of it would be told to nobody. */
function learnSender(frame: Frame, roster: Roster, group: string, person: string): void {
  if (!isFrame(frame.sender) || person === undefined) return
  const { nickname, card, role } = frame.sender
  const unknown = !roster.member(group, person)
  roster.put(group, person, {
    ...(wordsOf(nickname) ? { nickname: wordsOf(nickname) } : {}),
    ...(role === 'owner' || role === 'admin' || role === 'member' ? { role } : {}),
    ...(unknown ? { card: wordsOf(card) } : {}),
  })
}
