import type { z } from 'zod'
import type { After } from '../../src/kit/after.js'
import { CONTACT_CARD, type Detail, FILE, LINK, LOCATION, MINI_PROGRAM } from './kinds.js'
import { Contact, LinkCard, type Message, Place, Room, RoomMember } from './payloads.js'
import type { Puppet } from './types.js'

/** The gateway's calls have no deadline of their own, ms. */
const DEADLINE_MS = 15_000

/** Rejects when the answer does not come in time. */
export function inTime<T>(after: After, ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = after(ms, () => reject(new TimeoutError()))
    answer.then(resolve, reject).finally(cancel)
  })
}

export class TimeoutError extends Error {
  constructor() {
    super('no answer')
    this.name = 'TimeoutError'
  }
}

/** Questions to the gateway. What it would not tell, or told in another shape, is undefined. */
export function createLookUp(puppet: Puppet, after: After) {
  async function ask<T extends z.ZodType>(shape: T, answer: () => Promise<unknown>): Promise<z.infer<T> | undefined> {
    try {
      return shape.safeParse(await inTime(after, DEADLINE_MS, answer())).data
    } catch {
      return undefined
    }
  }
  const contact = (id: string) => ask(Contact, () => puppet.contactPayload(id))
  const member = (room: string, id: string) => ask(RoomMember, () => puppet.roomMemberPayload(room, id))

  return {
    ask,
    contact,
    member,
    room: (id: string) => ask(Room, () => puppet.roomPayload(id)),
    async person(room: string | undefined, id: string) {
      const [asContact, asMember] = await Promise.all([contact(id), room ? member(room, id) : undefined])
      return { contact: asContact, member: asMember }
    },
    /** Name and address of what was shared. */
    async detail({ id, type, filename }: Message): Promise<Detail> {
      if (type === FILE) return { name: filename }
      if (type === LINK) return toDetail(await ask(LinkCard, () => puppet.messageUrl(id)))
      if (type === MINI_PROGRAM) return toDetail(await ask(LinkCard, () => puppet.messageMiniProgram(id)))
      if (type === LOCATION) return { name: (await ask(Place, () => puppet.messageLocation(id)))?.name ?? '' }
      if (type !== CONTACT_CARD) return {}
      const shared = await inTime(after, DEADLINE_MS, puppet.messageContact(id)).catch(() => undefined)
      return typeof shared === 'string' && shared ? { name: (await contact(shared))?.name ?? '' } : {}
    },
  }
}

export type LookUp = ReturnType<typeof createLookUp>

const toDetail = (card: { title: string; url: string } | undefined): Detail =>
  card ? { name: card.title, url: card.url } : {}
