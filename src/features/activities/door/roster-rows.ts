import { maskPhones } from '../../../kit/chinese/phone.js'
import type { Vault } from '../../../kit/crypto.js'
import { localTime } from '../../../kit/zone.js'
import type { Voice } from '../answer.js'
import { type Door, holders, nameOf, present } from './door.js'

/** The list of names, to be printed or opened in a spreadsheet: the headings, then a row a family. */
export interface RosterSheet {
  code: number
  title: string
  rows: string[][]
}

/** Those with a seat in the order of signing up, those who wait, those who came without. */
export function rosterSheet({ say, dealer }: Voice, door: Door, vault: Vault): RosterSheet {
  const { activity, rsvps, codes } = door
  const questions = activity.plan.questions ?? []
  const inside = present(door)
  const inOrder = (state: string) =>
    rsvps.filter((each) => each.state === state).sort((a, b) => a.signedAt - b.signedAt)
  const seats = [...holders({ rsvps: inOrder('signed') }), ...inOrder('waiting')].map((rsvp) => {
    const arrival = inside.find(({ memberId }) => memberId === rsvp.memberId)
    const answers = questions.map((question) => {
      const sealed = rsvp.answers?.[question]
      return sealed ? maskPhones(vault.open(sealed)) : ''
    })
    const { adults, children } = arrival ?? rsvp
    return [
      nameOf(door, { ...rsvp, name: '' }),
      String(adults),
      String(children),
      say(rsvp.state === 'waiting' ? 'activities.sheet.waiting' : 'activities.sheet.signed'),
      codes.get(rsvp.id) ?? '',
      arrival ? localTime(arrival.at, dealer.zone).slice(0, 16) : '',
      ...answers,
    ]
  })
  const listed = new Set(
    rsvps.filter(({ state }) => state === 'signed' || state === 'waiting').map((each) => each.memberId),
  )
  const walkIns = inside
    .filter(({ memberId }) => memberId === null || !listed.has(memberId))
    .map((arrival) => [
      nameOf(door, arrival),
      String(arrival.adults),
      String(arrival.children),
      say('activities.sheet.walk_in'),
      '',
      localTime(arrival.at, dealer.zone).slice(0, 16),
      ...questions.map(() => ''),
    ])
  const headings = [
    say('activities.sheet.name'),
    say('activities.sheet.adults'),
    say('activities.sheet.children'),
    say('activities.sheet.state'),
    say('activities.sheet.code'),
    say('activities.sheet.came'),
    ...questions,
  ]
  return { code: activity.code, title: activity.title, rows: [headings, ...seats, ...walkIns] }
}
