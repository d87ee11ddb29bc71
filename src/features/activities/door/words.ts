import { headsText, type Voice } from '../answer.js'
import { type Arrived, countDoor, type Door, holders, nameOf } from './door.js'

const SHOWN = 30

/** How many are in, and who is missing. */
export function doorText(voice: Voice, door: Door): string {
  const { say } = voice
  const { code, title } = door.activity
  const { families, adults, children, signed, walkIns, missing } = countDoor(door)
  const heads = headsText(voice, { adults, children })
  const names = missing
    .slice(0, SHOWN)
    .map((rsvp) => `${nameOf(door, { ...rsvp, name: '' })} ${door.codes.get(rsvp.id)}`)
  return [
    say('activities.door', { code, title, families, heads, signed, walkIns }),
    ...(names.length ? [say('activities.door_missing', { number: missing.length, names: names.join('、') })] : []),
  ].join('\n')
}

/** What became of one who stands at the door. */
export function arrivedText(voice: Voice, door: Door, { outcome, arrival }: Arrived): string {
  const name = nameOf(door, arrival)
  const rsvp = holders(door).find(({ memberId }) => memberId === arrival.memberId)
  const key = outcome === 'already' ? 'door_already' : rsvp ? 'door_in' : 'door_walk_in'
  const { families, signed } = countDoor(door)
  const heads = headsText(voice, arrival)
  const params = { name, heads, families, signed, by: arrival.by }
  return voice.say(`activities.${key}`, params)
}
