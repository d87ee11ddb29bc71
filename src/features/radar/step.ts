import { RadarEntry } from '../../store/index.js'
import { namesOf } from '../named-customers.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { readEffect } from './effect.js'
import { effectText, radarLines } from './text.js'

/** `换车雷达`: this month's list; `换车雷达 效果`: both groups compared. */
export function readRadarCommand(said: string): 'list' | 'effect' | null {
  const text = said.trim().replace(/[。!！～~]+$/, '')
  if (/^(?:换车雷达|radar)$/i.test(text)) return 'list'
  return /^(?:换车雷达\s*效果|radar effect)$/i.test(text) ? 'effect' : null
}

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readRadarCommand(said(turn)) : null)

/** 换车雷达: who may soon replace a car, and whether it helps to know. */
export const radarStep: Step = async (batch) => {
  const answers = new Map<Turn, string>()
  for (const turn of batch.turns) {
    const command = commandOf(turn)
    if (command) answers.set(turn, await answer(batch, turn, command))
  }
  return (turn, next) => {
    const text = answers.get(turn)
    if (text) turn.replies.push({ rank: 0, text })
    next()
  }
}

async function answer(batch: Batch, turn: Turn, command: 'list' | 'effect'): Promise<string> {
  const { db, say } = batch
  if (command === 'effect') {
    if (!may(turn.staff, 'radar.effect')) return refuse(batch, turn, { needs: 'radar.effect' })
    return effectText(say, await readEffect(db, turn.now))
  }
  if (!may(turn.staff, 'radar.read')) return refuse(batch, turn, { needs: 'radar.read' })
  const [latest] = await db.find(RadarEntry, { order: { month: 'DESC' }, take: 1 })
  if (!latest) return say('radar.none')
  const { month } = latest
  const entries = await db.find(RadarEntry, { where: { month, arm: 'told' }, order: { score: 'DESC', id: 'ASC' } })
  // Whoever sees how it works sees all; the others their own, and those whom nobody looks after.
  const own = may(turn.staff, 'radar.effect')
    ? entries
    : entries.filter(({ consultant }) => consultant === null || consultant === turn.staff?.name)
  if (!own.length) return say('radar.none')
  const names = await namesOf(
    db,
    own.map(({ customerId }) => customerId),
  )
  return [say('radar.title', { month, number: own.length }), ...radarLines(say, own, names)].join('\n')
}
