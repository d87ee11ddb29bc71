import { HOUR } from '../../../kit/clock.js'
import { Incident } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, roomOf, type Step, said, type Turn } from '../../step.js'

interface IncidentCommand {
  type: 'calm' | 'close'
  code: number
}

const PATTERNS: readonly [RegExp, IncidentCommand['type']][] = [
  [/^(?:安抚|calm)\s*[#＃]?\s*(\d+)$/i, 'calm'],
  [/^(?:平息|已平息|close incident)\s*[#＃]?\s*(\d+)$/i, 'close'],
  [/^incident:calm:(\d+)$/, 'calm'],
  [/^incident:close:(\d+)$/, 'close'],
]

/** `安抚 1`, `平息 1`, or the data of a button. */
export function readIncidentCommand(said: string): IncidentCommand | null {
  for (const [pattern, type] of PATTERNS) {
    const code = pattern.exec(said.trim())?.[1]
    if (code) return { type, code: Number(code) }
  }
  return null
}

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readIncidentCommand(said(turn)) : null)

/** 安抚 says the approved holding line in the group; 平息 ends the incident, and marketing may go on. */
export const incidentsStaffStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const { covers } = await loadScope(batch)
  const incidents = await batch.db.find(Incident, { where: { state: 'open' }, relations: { group: true } })

  return (turn, next) => {
    const command = commandOf(turn)
    const own = incidents.filter(({ groupId }) => covers(turn, groupId))
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, own) })
    next()
  }
}

function carryOut(batch: Batch, turn: Turn, { type, code }: IncidentCommand, incidents: readonly Incident[]): string {
  const { say } = batch
  if (!may(turn.staff, 'incidents.handle')) return refuse(batch, turn, { needs: 'incidents.handle' })
  const incident = incidents.find((each) => each.code === code && each.state === 'open')
  if (!incident?.group) return say('incidents.no_such', { code })
  const { group, ...row } = incident
  if (type === 'calm') {
    batch.send(
      turn,
      group,
      { type: 'say', room: roomOf(group), text: say('incidents.holding') },
      { priority: 'reply', dedupe: `incidents:calm:${incident.id}`, lifetime: HOUR },
    )
    return say('incidents.calmed', { group: group.name })
  }
  Object.assign(incident, { state: 'closed', closedAt: turn.now, closedBy: turn.staff?.name ?? null })
  batch.writes.update(Incident, { ...row, state: 'closed', closedAt: turn.now, closedBy: turn.staff?.name ?? null })
  batch.audit(turn, 'incidents.closed', { incident: incident.id })
  return say('incidents.closed', { group: group.name })
}
