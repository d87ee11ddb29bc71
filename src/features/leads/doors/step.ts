import { maskPhones } from '../../../kit/chinese/phone.js'
import { maskPhone, maskPlate, type Vault } from '../../../kit/crypto.js'
import { hideWords } from '../../hide-words.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { nameOf } from '../name.js'
import { isCollected } from './awaits-call.js'
import { readLead, type WrittenLead } from './read-lead.js'
import { type GivenLead, openDoor, type Taken } from './take-in.js'

const writtenIn = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readLead(said(turn)) : null)

/** 登记线索: somebody came, called or was named, and a colleague writes it down. */
export const createDoorStep =
  (vault: Vault): Step =>
  async (batch) => {
    const written = new Map(
      batch.turns.flatMap((turn) => {
        const lead = writtenIn(turn)
        return lead ? [[turn, lead] as const] : []
      }),
    )
    const [first] = written.keys()
    if (!first) return (_turn, next) => next()
    const { db, writes, ids, dealer } = batch
    const deps = { db, writes, ids, vault, dealer, now: first.now }
    const allowed = [...written].filter(([turn]) => may(turn.staff, 'leads.add'))
    const take = await openDoor(
      deps,
      allowed.map(([turn, lead]) => givenBy(turn, lead)),
    )

    return (turn, next) => {
      const lead = written.get(turn)
      if (lead) {
        const may_ = may(turn.staff, 'leads.add')
        turn.replies.push({
          rank: 0,
          text: may_
            ? answer(batch, turn, lead, take(givenBy(turn, lead)))
            : refuse(batch, turn, { needs: 'leads.add' }),
        })
        hideWords(batch, turn, hidden(said(turn), lead))
      }
      next()
    }
  }

/** Whoever sells and was there follows it; what was collected is called first. */
function givenBy(turn: Turn, lead: WrittenLead): GivenLead {
  const sells = turn.staff?.role === 'sales' && !isCollected(lead.source)
  return {
    ...lead,
    key: turn.messageId,
    at: turn.now,
    author: turn.member.externalId,
    owner: sells ? (turn.staff?.name ?? null) : null,
  }
}

function answer(batch: Batch, turn: Turn, { phone }: WrittenLead, { lead, outcome }: Taken): string {
  const { say } = batch
  batch.audit(turn, 'leads.registered', { lead: lead.id, source: lead.source, outcome })
  const told = { code: lead.code, name: nameOf(lead), phone: phone ? maskPhone(phone) : say('leads.no_phone') }
  if (outcome !== 'new')
    return say('leads.registered_again', { ...told, by: lead.claimedBy ?? say('leads.summary_nobody') })
  const key = lead.claimedBy ? 'yours' : isCollected(lead.source) ? 'to_call' : 'to_sales'
  return say(`leads.registered.${key}`, { ...told, to: lead.offeredTo ?? say('leads.anybody') })
}

/** The words as they are kept: number and plate are in the customer's file, sealed. */
const hidden = (text: string, { plate }: WrittenLead): string =>
  maskPhones(plate ? text.replace(plate, maskPlate(plate)) : text)
