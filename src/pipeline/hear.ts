import type { Batch, Handle, Step, Turn } from '../features/step.js'
import { Group, Member, type Message } from '../store/index.js'
import type { Meaning } from '../understanding/meaning.js'
import { walk } from './chain.js'
import { toEvent } from './inbox.js'

/** Hands one turn to some of the steps; they ask the database now, and decide when what is returned is called. */
export async function prepareWalk(steps: readonly Step[], batch: Batch, turn: Turn): Promise<() => void> {
  const handles: Handle[] = []
  for (const step of steps) handles.push(await step({ ...batch, turns: [turn] }))
  return () => walk(handles, turn)
}

/** The turn of a message that was handled before, as if it came in now and meant something else. */
export async function turnAgain({ db }: Batch, now: Turn, message: Message, meaning: Meaning): Promise<Turn> {
  const group = await db.findOneOrFail(Group, { where: { id: message.groupId }, relations: { account: true } })
  const sender = { groupId: message.groupId, externalId: message.details.sender.id }
  const member = await db.findOneByOrFail(Member, sender)
  return {
    event: toEvent(message),
    messageId: message.id,
    mode: 'live',
    now: now.now,
    group,
    member,
    staff: null,
    exempt: false,
    meaning,
    opinion: 'none',
    can: (capability, where = group) => now.can(capability, where),
    replies: [],
  }
}

/**
 * A command of the staff as if its sender pressed a button: in the staff's own talk the turn goes on as that, and from
 * an owner group the steps hear it in the staff room, where they answer.
 */
export async function giveOrder(
  steps: readonly Step[],
  batch: Batch,
  turn: Turn,
  command: string,
): Promise<() => void> {
  const { id, at, room, sender } = turn.event
  const event = { type: 'button' as const, id, at, room, sender, data: command, messageId: id }
  const [staffRoom] = batch.staffRooms
  if (turn.group.kind !== 'owners' || !staffRoom) {
    turn.event = event
    return () => undefined
  }
  const inside: Turn = { ...turn, event, group: staffRoom, replies: [] }
  const walked = await prepareWalk(steps, batch, inside)
  return () => {
    walked()
    for (const { text } of inside.replies) batch.tellStaff(turn, text, { dedupe: `reply:${turn.messageId}` })
  }
}
