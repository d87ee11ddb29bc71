import type { SandboxChannel } from './channel.js'
import { Refusal } from './refusal.js'
import type { Change, Member, Person, Post, Room } from './types.js'
import type { SandboxWorld } from './world.js'

export interface Taken {
  post: Post
  taken: boolean
}

type PortEvent = { type: 'post' | 'recalled'; post: Post } | { type: 'member'; room?: string } | { type: 'health' }

/** The world as the console's routes see it: a call of a person resolves when the bot has durably taken it in. */
export function createSandboxPort(world: SandboxWorld, channel: SandboxChannel, ids: () => string) {
  const taken = async (post: Post): Promise<Taken> => ({ post, taken: await channel.taken(post.id) })
  const ownersGroup = () => world.rooms().find(({ purpose }) => purpose === 'owners')?.id ?? ''

  return {
    state(): { bot: string; rooms: (Room & { members: Member[] })[]; people: Person[] } {
      const groups = world.rooms().filter(({ kind }) => kind === 'group')
      return {
        bot: channel.account,
        rooms: groups.map((room) => ({ ...room, members: world.members(room.id).map(({ member }) => member) })),
        people: world.people(),
      }
    },
    history: world.history,
    findPost: world.findPost,
    say: async (
      room: string,
      as: string,
      text: string,
      said: { mentions?: string[]; replyTo?: string; clientId?: string },
    ) => taken(world.post(room, as, text, said)),
    press: async (post: string, as: string, data: string) => taken(world.pressButton(post, as, data)),
    async welcome({ nickname, card, room = ownersGroup() }: { nickname: string; card?: string; room?: string }) {
      if (world.room(room)?.kind !== 'group') throw new Refusal('unknown_room')
      const person = world.addPerson({ id: ids(), nickname })
      const came = world.join(room, person.id, card ? { card } : {})
      return { person, ...(await taken(came)) }
    },
    setCard: async (person: string, card: string, room = ownersGroup()) => taken(world.setCard(room, person, card)),
    leave: async (person: string, room = ownersGroup()) => taken(world.leave(room, person)),
    rejoin: async (person: string, room = ownersGroup()) => taken(world.join(room, person)),
    onEvent(listener: (event: PortEvent) => void): () => void {
      return world.onChange((change) => {
        const event = toEvent(world, change)
        if (event) listener(event)
      })
    },
  }
}

function toEvent(world: SandboxWorld, change: Change): PortEvent | undefined {
  switch (change.type) {
    case 'post':
      return { type: 'post', post: change.post }
    case 'recall': {
      const post = world.findPost(change.post)
      return post && { type: 'recalled', post }
    }
    case 'member':
    case 'gone':
      return { type: 'member', room: change.room }
    case 'person':
    case 'room':
      return { type: 'member' }
    case 'ack':
      return undefined
  }
}
