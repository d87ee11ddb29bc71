import { HOUR } from '../../kit/clock.js'
import { friendlyTime } from '../../kit/zone.js'
import { createCodes, type Group, type Member, ServiceBooking } from '../../store/index.js'
import { type Batch, roomOf, type Turn } from '../step.js'
import type { StaffCommand } from './command.js'
import type { Desk, Words } from './desk.js'
import type { File } from './file.js'
import type { Booking } from './read-booking.js'

const MOST = 50
const LONGEST = 100

/** The bookings that a batch may speak of. */
export interface Bookings {
  open: ServiceBooking[]
  nextCode: () => number
}

export async function loadBookings({ db }: Batch): Promise<Bookings> {
  const open = await db.find(ServiceBooking, {
    where: { state: 'open' },
    order: { wishedAt: 'ASC' },
    relations: { member: { group: true } },
  })
  return { open, nextCode: await createCodes(db, ServiceBooking) }
}

/** Writes down what a member wants, as a task for customer service. */
export function book({ batch, bookings }: Desk, turn: Turn, file: File, { service, when }: Booking): Words {
  const { say, dealer } = batch
  if (!when || !bookings) return { text: say('registration.booking_when', { service }) }
  const booking = batch.writes.insert(ServiceBooking, {
    id: batch.ids(),
    code: bookings.nextCode(),
    memberId: turn.member.id,
    service,
    wishedAt: when.at,
    exact: when.exact,
    wish: when.quote.slice(0, LONGEST),
    askedAt: turn.now,
    state: 'open',
    decidedBy: null,
  })
  batch.audit(turn, 'registration.booked', { booking: booking.id, wishedAt: when.at })
  const { code } = booking
  const text = say('registration.booking_card', {
    code,
    name: file.name,
    service,
    wish: booking.wish,
    time: friendlyTime(when.at, dealer.zone, dealer.locale),
    car: file.vehicle?.model ?? '—',
  })
  batch.tellStaff(turn, text, {
    dedupe: `registration:booking:${booking.id}`,
    buttons: [
      { label: say('registration.button_booked'), data: `booking:agree:${code}` },
      { label: say('registration.button_no_slot'), data: `booking:decline:${code}` },
    ],
  })
  return { text: say('registration.booking_taken', { service, wish: booking.wish }) }
}

export function listBookings({ batch: { say, dealer }, bookings, files }: Desk): string {
  const open = bookings?.open ?? []
  if (!open.length) return say('registration.bookings_none')
  const lines = open.slice(0, MOST).map(({ code, service, wish, wishedAt, member }) =>
    say('registration.bookings_line', {
      code,
      service,
      wish,
      time: friendlyTime(wishedAt, dealer.zone, dealer.locale),
      name: files.get(member?.customerId ?? '')?.name ?? '—',
    }),
  )
  return [say('registration.bookings', { number: open.length }), ...lines].join('\n')
}

/** 约好 / 约不上: the member hears of it where they asked. */
export function decide(desk: Desk, turn: Turn, command: StaffCommand & { type: 'agree' | 'decline' }): string {
  const { batch } = desk
  const { say, dealer } = batch
  const index = desk.bookings?.open.findIndex(({ code }) => code === command.code) ?? -1
  const [booking] = index < 0 ? [] : (desk.bookings?.open.splice(index, 1) ?? [])
  if (!booking?.member?.group) return say('registration.no_booking', { code: command.code })
  const { member, ...row } = booking
  const agreed = command.type === 'agree'
  batch.writes.update(ServiceBooking, {
    ...row,
    state: agreed ? 'agreed' : 'declined',
    decidedBy: turn.staff?.name ?? '',
  })
  batch.audit(turn, agreed ? 'registration.booking_agreed' : 'registration.booking_declined', { booking: booking.id })
  const time = booking.exact ? friendlyTime(booking.wishedAt, dealer.zone, dealer.locale) : booking.wish
  const params = { service: booking.service, time, words: command.words }
  const text = say(agreed ? 'registration.booking_agreed' : 'registration.booking_declined', params)
  tell(batch, turn, member as Member & { group: Group }, command.words ? `${text}\n${command.words}` : text, booking.id)
  return say(agreed ? 'registration.booking_kept' : 'registration.booking_dropped', { code: booking.code })
}

function tell(batch: Batch, turn: Turn, { group }: Member & { group: Group }, text: string, id: string): void {
  const action = { type: 'say' as const, room: roomOf(group), text }
  batch.send(turn, group, action, { priority: 'reply', dedupe: `registration:booking:told:${id}`, lifetime: 12 * HOUR })
}
