import { In, MoreThan } from 'typeorm'
import { DAY } from '../../kit/clock.js'
import { Inquiry, Member, Message } from '../../store/index.js'
import type { Batch } from '../step.js'
import { namesOf, type OpenQuestion } from './answers.js'

/** Questions older than this are not answered by a passing word any more. */
const OPEN_FOR = 3 * DAY

/** An open question together with its row. */
export type Known = OpenQuestion & { inquiry: Inquiry }

/** The open questions of the groups in which somebody speaks, oldest first. */
export async function loadOpen(batch: Batch): Promise<Known[]> {
  const groupId = In([...new Set(batch.turns.map((turn) => turn.group.id))])
  const earliest = Math.min(...batch.turns.map((turn) => turn.event.at))
  const inquiries = await batch.db.find(Inquiry, {
    where: { groupId, state: 'open', askedAt: MoreThan(earliest - OPEN_FOR) },
    order: { askedAt: 'ASC' },
  })
  const members = new Map(
    (await batch.db.findBy(Member, { id: In(inquiries.map((each) => each.memberId)) })).map((each) => [each.id, each]),
  )
  const messages = new Map(
    (
      await batch.db.find(Message, {
        select: { id: true, externalId: true },
        where: { id: In(inquiries.map((each) => each.messageId)) },
      })
    ).map((each) => [each.id, each.externalId]),
  )
  return inquiries.flatMap((inquiry) => {
    const member = members.get(inquiry.memberId)
    return member ? [known(inquiry, member, messages.get(inquiry.messageId) ?? '')] : []
  })
}

export const known = (inquiry: Inquiry, member: Member, externalId: string): Known => ({
  inquiry,
  memberId: member.id,
  names: namesOf(member.card, member.nickname),
  messageId: inquiry.messageId,
  externalId,
  askedAt: inquiry.askedAt,
})
