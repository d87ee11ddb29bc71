import { In } from 'typeorm'
import { Broadcast, Incident } from '../../store/index.js'
import { ownerGroups } from '../owner-groups.js'
import { may } from '../permissions.js'
import { type Step, said, type Turn } from '../step.js'
import { draftBroadcast } from './draft-broadcast.js'
import { type BroadcastCommand, readBroadcast } from './read-broadcast.js'
import { end, settleBroadcast } from './settle-broadcast.js'

const commandOf = (turn: Turn): BroadcastCommand | null =>
  turn.staff && turn.group.kind !== 'owners' && turn.mode === 'live' ? readBroadcast(said(turn)) : null

/** 通知/群发: a notice to the owner groups, shown first, sent when it is confirmed. */
export const broadcastStep: Step = async (batch) => {
  const asked = batch.turns.flatMap((turn) => {
    const command = commandOf(turn)
    return command ? [{ turn, command }] : []
  })
  if (!asked.length) return (_turn, next) => next()
  const groups = await ownerGroups(batch.db)
  const senders = asked.map(({ turn }) => turn.member.externalId)
  const named = asked.flatMap(({ command }) => (command.type === 'draft' ? [] : (command.id ?? [])))
  const drafts = await batch.db.find(Broadcast, {
    where: [{ state: 'draft', createdBy: In(senders) }, { id: In(named) }],
    order: { createdAt: 'ASC', id: 'ASC' },
  })

  const incidents = await batch.db.findBy(Incident, { state: 'open' })
  const troubled = new Set(incidents.map((incident) => incident.groupId))

  return (turn, next) => {
    const command = commandOf(turn)
    if (!turn.staff || !command) return next()
    const mine = () => drafts.filter((draft) => draft.state === 'draft' && draft.createdBy === turn.member.externalId)
    if (!may(turn.staff, 'broadcasts.send')) turn.replies.push({ rank: 0, text: batch.say('broadcasts.not_allowed') })
    else if (command.type === 'draft') {
      const older = mine()
      const draft = draftBroadcast(batch, turn, command.body, groups)
      if (draft) {
        // One draft a person, so that 确认发送 always means what they saw last.
        for (const each of older) end(batch, turn, each, 'cancelled', 'replaced')
        drafts.push(draft)
      }
    } else {
      const draft = command.id ? drafts.find((each) => each.id === command.id) : mine().at(-1)
      settleBroadcast(batch, turn, draft, command.type, groups, troubled)
    }
    next()
  }
}
