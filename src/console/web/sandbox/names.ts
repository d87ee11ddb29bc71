import type { MemberView, PersonView, PostView, RoomView, SandboxState, SenderView } from '../../deps.js'

/** A room as the page shows it; of a private chat, `id` is the person's. */
export interface ShownRoom {
  id: string
  name: string
  kind: 'group' | 'private'
  purpose?: RoomView['purpose']
  members: MemberView[]
}

export const senderName = ({ card, nickname, id }: SenderView) => card || nickname || id

export const personOf = (state: SandboxState, id: string): PersonView | undefined =>
  state.people.find((person) => person.id === id)

/** What a room calls a person. */
export function nameIn(state: SandboxState, room: ShownRoom | undefined, id: string): string {
  const card = room?.members.find(({ person }) => person === id)?.card
  return card || personOf(state, id)?.nickname || id
}

export const isIn = (room: ShownRoom, person: string) =>
  room.kind === 'private' ? room.id === person : room.members.some((member) => member.person === person)

export const groupsOf = (state: SandboxState): ShownRoom[] => state.rooms.map((room) => ({ ...room, kind: 'group' }))

export const groupFor = (state: SandboxState, purpose: RoomView['purpose']) =>
  groupsOf(state).find((room) => room.purpose === purpose)

/** People of the dealer: who is in the staff room, and no bot. */
export const isStaff = (state: SandboxState, person: string) =>
  Boolean(state.rooms.find(({ purpose }) => purpose === 'staff')?.members.some((member) => member.person === person))

/** Ids of the people whom a text calls with @; a longer name wins over one that it begins with. */
export function findMentions(text: string, names: { id: string; name: string }[]): string[] {
  let rest = text
  const found: string[] = []
  for (const { id, name } of names.toSorted((one, other) => other.name.length - one.name.length)) {
    if (!rest.includes(`@${name}`)) continue
    found.push(id)
    rest = rest.replaceAll(`@${name}`, ' ')
  }
  return found
}

/** Names that a post mentions and that its text does not spell out. */
export function unspoken(state: SandboxState, room: ShownRoom, { text = '', mentions = [] }: PostView): string[] {
  return mentions.map((id) => nameIn(state, room, id)).filter((name) => !text.includes(`@${name}`))
}

/** A hue of its own for each person, 0 to 359, the same on every visit. */
export function hueOf(id: string): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return (hash * 47) % 360
}

/** The letter on an avatar: the last part of a card such as 沪A-张三-远航 is a car, the middle one is the person. */
export function initialOf(name: string): string {
  const parts = name.split(/[-－—_·\s|/]+/).filter(Boolean)
  const word = parts.length > 1 ? parts[1] : parts[0]
  return Array.from(word ?? '?')[0]?.toUpperCase() ?? '?'
}
