import type { Vault } from '../../kit/crypto.js'
import type { Dealer } from '../../kit/dealer.js'
import { Customer } from '../../store/index.js'
import { loadCustomerScope } from '../owner-groups.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { loadBookings } from './bookings.js'
import { findCandidates } from './candidates.js'
import { readStaffCommand, type StaffCommand } from './command.js'
import { converse, invite } from './converse.js'
import type { Desk } from './desk.js'
import { openFiles } from './file.js'
import { type Booking, readBooking } from './read-booking.js'
import { carryOut } from './staff.js'
import { readRegistrationWords } from './words.js'

/** Who speaks of a registration or a booking, and how. */
interface Heard {
  turn: Turn
  command: StaffCommand | null
  booking: Booking | null
}

function hear(turn: Turn, { zone }: Dealer): Heard | null {
  const { mode, event, staff, member, group, now } = turn
  if (mode !== 'live' || (event.type !== 'message' && event.type !== 'button')) return null
  if (staff) {
    const command = group.kind === 'owners' ? null : readStaffCommand(said(turn))
    return command && { turn, command, booking: null }
  }
  if (member.customerId === null) return null
  if (group.kind === 'private') return { turn, command: null, booking: readBooking(said(turn), now, zone) }
  return group.kind === 'owners' && readRegistrationWords(said(turn))?.type === 'start'
    ? { turn, command: null, booking: null }
    : null
}

/** 登记: a dialogue in private, one question at a time, and what the staff do about it. No other step sees the answers. */
export const createRegistrationStep =
  (vault: Vault): Step =>
  async (batch) => {
    const heard = new Map(
      batch.turns.flatMap((turn) => {
        const one = hear(turn, batch.dealer)
        return one ? [[turn, one] as const] : []
      }),
    )
    if (!heard.size) return (_turn, next) => next()
    const desk = await openDesk(batch, vault, [...heard.values()])
    const covers = await loadCustomerScope(batch)

    return (turn, next) => {
      const one = heard.get(turn)
      if (one?.command)
        turn.replies.push({
          rank: 0,
          text: carryOut(
            within(desk, (id) => covers(turn, id)),
            turn,
            one.command,
          ),
        })
      const file = one && !one.command ? desk.files.get(turn.member.customerId ?? '') : undefined
      const words =
        file && (turn.group.kind === 'owners' ? invite(desk, turn, file) : converse(desk, turn, file, one?.booking))
      if (words) turn.replies.push({ rank: 0, ...words })
      // It is dealt with: no colleague has to hear of it.
      if (words) turn.meaning = null
      next()
    }
  }

/** The files and bookings of those whom a colleague may see. */
const within = (desk: Desk, isOwn: (customerId: string) => boolean): Desk => {
  const files = new Map([...desk.files].filter(([id]) => isOwn(id)))
  const { bookings } = desk
  if (files.size === desk.files.size) return desk
  const open = bookings?.open.filter(({ member }) => files.has(member?.customerId ?? '')) ?? []
  return { ...desk, files, bookings: bookings && { ...bookings, open } }
}

async function openDesk(batch: Batch, vault: Vault, heard: readonly Heard[]): Promise<Desk> {
  const commands = heard.flatMap(({ command }) => command ?? [])
  const speaksOfBookings = heard.some(
    ({ booking, command }) => booking || (command && /bookings|agree|decline/.test(command.type)),
  )
  const bookings = speaksOfBookings ? await loadBookings(batch) : null
  const candidates = await findCandidates(batch, commands)
  const customerIds = [
    ...heard.map(({ turn }) => turn.member.customerId),
    ...candidates.map(({ customerId }) => customerId),
    ...(bookings?.open.map(({ member }) => member?.customerId) ?? []),
  ].filter((id) => typeof id === 'string')
  return {
    batch,
    vault,
    candidates,
    bookings,
    files: await openFiles(batch.db, customerIds, batch.writes.rows(Customer)),
  }
}
