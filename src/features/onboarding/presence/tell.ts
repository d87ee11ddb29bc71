import { HOUR } from '../../../kit/clock.js'
import type { Button } from '../../../message/index.js'
import { Group, type JoinRequest, type Presence } from '../../../store/index.js'
import { type Batch, displayName, roomOf, type Turn } from '../../step.js'

export interface Around {
  batch: Batch
  /** About our own coming, the newest first. */
  requests: JoinRequest[]
  isStaffBound: boolean
  /** Private chats of those in charge; none while there is a staff room. */
  desks: readonly Group[]
  nextCode(): number
}

/** In the staff rooms; where there is none, to those in charge in private. */
export function tell({ batch, desks }: Around, turn: Turn, text: string, dedupe: string, buttons?: Button[]): void {
  batch.tellStaff(turn, text, { dedupe, buttons })
  if (batch.staffRooms.some(({ presence }) => presence === 'here')) return
  for (const desk of desks)
    batch.send(
      turn,
      desk,
      { type: 'say', room: roomOf(desk), text, buttons },
      { priority: 'staff', dedupe: `${dedupe}:${desk.id}`, lifetime: 12 * HOUR },
    )
}

/** From now on for every turn of the batch, too. */
export function setPresence({ batch }: Pick<Around, 'batch'>, { group, event }: Turn, presence: Presence): void {
  const change = { presence, presenceAt: event.at }
  for (const each of [group, ...batch.staffRooms.filter(({ id }) => id === group.id)]) Object.assign(each, change)
  batch.writes.change(Group, group.id, change)
}

/** Whether whoever asks or brings us in has a say: whoever only looks on is asked about as a stranger is. */
export const mayBring = ({ staff }: Turn): boolean => staff !== null && staff.role !== 'viewer'

/** Who did it; undefined where nobody says. */
export const actorOf = ({ event, member, group }: Turn): string | undefined =>
  event.type === 'message' || event.sender.id === group.account?.account ? undefined : displayName(member)

export const answerButtons = ({ say }: Batch, code: number): Button[] => [
  { label: say('onboarding.button_accept'), data: `join:accept:${code}` },
  { label: say('onboarding.button_refuse'), data: `join:refuse:${code}` },
]
