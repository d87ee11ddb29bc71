import { displayName } from '../../step.js'
import type { Announcement } from '../announcement.js'
import { type Door, nameOf, present } from './door.js'

/** What the page at the door shows. Instants UTC ms. */
export interface DoorView {
  activity: { code: number; title: string; startsAt: number }
  /** Name of the colleague whose link it is. */
  me: string
  /** Those with a seat first, then those who wait, then everybody else in the group. */
  guests: {
    member: string
    name: string
    adults: number
    children: number
    state: 'signed' | 'waiting' | 'none'
    code: string
  }[]
  inside: {
    id: string
    member: string | null
    name: string
    adults: number
    children: number
    at: number
    by: string
  }[]
}

const ORDER = { signed: 0, waiting: 1, none: 2 }

export function viewOf(door: Door, me: string): DoorView {
  const { activity, rsvps, members, codes } = door
  const guests = members
    .map((member) => {
      const rsvp = rsvps.find((each) => each.memberId === member.id)
      const { state, adults, children } = rsvp ?? { state: 'none', adults: 1, children: 0 }
      const seat = state === 'signed' || state === 'waiting' ? state : 'none'
      const code = (rsvp && codes.get(rsvp.id)) ?? ''
      const heads = seat === 'none' ? { adults: 1, children: 0 } : { adults, children }
      return { member: member.id, name: displayName(member), ...heads, state: seat, code } as const
    })
    .sort((a, b) => ORDER[a.state] - ORDER[b.state] || (a.name < b.name ? -1 : 1))
  const inside = present(door).map((arrival) => {
    const { id, memberId, adults, children, at, by } = arrival
    return { id, member: memberId, name: nameOf(door, arrival), adults, children, at, by }
  })
  const { startsAt } = activity.announcement as Announcement
  return { activity: { code: activity.code, title: activity.title, startsAt }, me, guests, inside }
}
