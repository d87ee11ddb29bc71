import { In, IsNull, Not } from 'typeorm'
import { Broadcast, createCodes, Incident, Poll } from '../../store/index.js'
import { loadScope } from '../owner-groups.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Step, said, type Turn } from '../step.js'
import { draftBroadcast, draftPoll } from './draft-broadcast.js'
import { type PollCommand, readPollCommand } from './polls/command.js'
import { type BroadcastCommand, readBroadcast } from './read-broadcast.js'
import { readBroadcastSettings, saveBroadcastSettings } from './settings.js'
import { end, settleBroadcast } from './settle-broadcast.js'

type Command = BroadcastCommand | (PollCommand & { type: 'open' })

function readCommand(turn: Turn, received: string): Command | null {
  if (!turn.staff || turn.group.kind === 'owners' || turn.mode !== 'live') return null
  const poll = readPollCommand(said(turn), received)
  return poll?.type === 'open' ? poll : readBroadcast(said(turn))
}

/** 通知/群发, 投票 and 公告: what goes to the owner groups is shown first, and sent when it is confirmed. */
export const broadcastStep: Step = async (batch) => {
  const commandOf = (turn: Turn) => readCommand(turn, batch.say('polls.received'))
  const asked = batch.turns.flatMap((turn) => {
    const command = commandOf(turn)
    return command ? [{ turn, command }] : []
  })
  if (!asked.length) return (_turn, next) => next()
  const { groupsOf } = await loadScope(batch)
  const senders = asked.map(({ turn }) => turn.member.externalId)
  const named = asked.flatMap(({ command }) => ('id' in command ? (command.id ?? []) : []))
  const drafts = await batch.db.find(Broadcast, {
    where: [
      { state: 'draft', createdBy: In(senders) },
      { state: 'draft', confirmedBy: Not(IsNull()) },
      { id: In(named) },
    ],
    order: { createdAt: 'ASC', id: 'ASC' },
  })

  const nextCode = await createCodes(batch.db, Poll)
  const incidents = await batch.db.findBy(Incident, { state: 'open' })
  const troubled = new Set(incidents.map((incident) => incident.groupId))

  const settings = await readBroadcastSettings(batch.db)
  const [sizeAsked] = asked.flatMap(({ turn, command }) =>
    command.type === 'second' && may(turn.staff, 'broadcasts.configure') ? [command.groups] : [],
  )
  if (sizeAsked !== undefined) await saveBroadcastSettings(batch.db, Object.assign(settings, { second: sizeAsked }))

  return (turn, next) => {
    const command = commandOf(turn)
    if (!turn.staff || !command) return next()
    const groups = groupsOf(turn)
    const mine = () => drafts.filter((draft) => draft.state === 'draft' && draft.createdBy === turn.member.externalId)
    if (command.type === 'second') {
      const isAllowed = may(turn.staff, 'broadcasts.configure')
      const text = isAllowed
        ? batch.say(command.groups ? 'broadcasts.second' : 'broadcasts.no_second', { number: command.groups })
        : refuse(batch, turn, { needs: 'broadcasts.configure' })
      if (isAllowed) batch.audit(turn, 'broadcasts.configured', { second: command.groups })
      turn.replies.push({ rank: 0, text })
      return next()
    }
    /** What waits for a second yes is meant by whoever has nothing of their own to send. */
    const others = () =>
      drafts.filter((draft) => draft.state === 'draft' && draft.confirmedBy !== null && draft.expiresAt > turn.now)
    const isPoll = command.type === 'open'
    if (!may(turn.staff, isPoll ? 'polls.open' : 'broadcasts.send'))
      turn.replies.push({
        rank: 0,
        text: refuse(batch, turn, { needs: isPoll ? 'polls.open' : 'broadcasts.send' }),
      })
    else if (command.type === 'draft' || command.type === 'open') {
      const older = mine()
      const draft =
        command.type === 'draft'
          ? draftBroadcast(batch, turn, command.body, groups)
          : draftPoll(batch, turn, command, groups)
      if (draft) {
        // One draft a person, so that 确认发送 always means what they saw last.
        for (const each of older) end(batch, turn, each, 'cancelled', 'replaced')
        drafts.push(draft)
      }
    } else {
      const draft = command.id ? drafts.find((each) => each.id === command.id) : (mine().at(-1) ?? others().at(-1))
      settleBroadcast(batch, turn, draft, command.type, groups, troubled, nextCode, settings.second)
    }
    next()
  }
}
