import { maskPhones } from '../../kit/chinese/phone.js'
import type { Vault } from '../../kit/crypto.js'
import { hideWords } from '../hide-words.js'
import { type Step, said, type Turn } from '../step.js'
import { readPoints } from './command.js'
import type { Desk, Heard, OpenDoor } from './desk.js'
import { answerMember } from './member.js'
import { findFriend, readMemberWords } from './member-words.js'
import { friendIn, openDesk } from './open-desk.js'
import { readReferral } from './referrals/command.js'
import { delivered, fell } from './referrals/deliver.js'
import { board, introduceByStaff } from './referrals/introduce.js'
import { savePointSettings } from './settings.js'
import { carryOut } from './staff.js'

function hear(turn: Turn): Heard | null {
  const { mode, event, staff, member, group, meaning } = turn
  if (mode !== 'live' || (event.type !== 'message' && event.type !== 'button')) return null
  if (staff) {
    const command = group.kind === 'owners' ? null : (readPoints(said(turn)) ?? readReferral(said(turn)))
    return command && { turn, command, words: null }
  }
  if (member.customerId === null || turn.exempt) return null
  const friend = meaning?.leads.includes('referral') && meaning.moderation === 'clean' ? findFriend(said(turn)) : null
  const words = readMemberWords(said(turn)) ?? (friend && { type: 'refer' as const, friend })
  return words && { turn, words, command: null }
}

/** Codes of vouchers are kept nowhere in the clear. */
const showsCodes = ({ words }: Heard) => words?.type === 'mine' || words?.type === 'redeem'

const changesRules = ({ command }: Heard) =>
  command !== null && ['amount', 'months', 'notice', 'gift'].includes(command.type)

/** 积分, 奖品, 转介绍: what members have earned and what it buys, who brought whom, and what the staff do about it. */
export const createPointsStep =
  (vault: Vault, openDoor: OpenDoor): Step =>
  async (batch) => {
    const heard = new Map(
      batch.turns.flatMap((turn) => {
        const one = hear(turn)
        return one ? [[turn, one] as const] : []
      }),
    )
    if (!heard.size) return (_turn, next) => next()
    const desk = await openDesk(batch, vault, openDoor, [...heard.values()])
    // A handle cannot wait, so that the rules are changed here.
    const answers = new Map(
      [...heard.values()].filter(changesRules).map((one) => [one.turn, answer(desk, one.turn, one)]),
    )
    if (answers.size) await savePointSettings(batch.db, desk.settings)

    return (turn, next) => {
      const one = heard.get(turn)
      if (!one) return next()
      turn.replies.push({ rank: 0, text: answers.get(turn) ?? answer(desk, turn, one), secret: showsCodes(one) })
      // The number of somebody else is in their file, sealed, and it is not the sender's.
      if (friendIn(one)) hideWords(batch, turn, maskPhones(said(turn)))
      // It is dealt with: no colleague has to hear of it.
      turn.meaning = null
      next()
    }
  }

function answer(desk: Desk, turn: Turn, { words, command }: Heard): string {
  if (words) return answerMember(desk, turn, words)
  if (!command) return ''
  switch (command.type) {
    case 'introduce':
      return introduceByStaff(desk, turn, command.referrer, command.friend)
    case 'delivered':
      return delivered(desk, turn, command.who)
    case 'fell':
      return fell(desk, turn, command.who)
    case 'board':
      return board(desk, turn)
    case 'how_to':
      return desk.batch.say('points.referral_usage')
    default:
      return carryOut(desk, turn, command)
  }
}
