import { RuleReplay } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { SHOWN } from './replay.js'

interface Tick {
  /** null: all that were shown, and that nobody has judged yet. */
  numbers: number[] | null
  right: boolean
}

const ALL_RIGHT = /^(?:预演)\s*(?:都对|全对|没问题)$|^replay all right$/i
const NUMBERS = /^(?:预演|replay)\s*(对|错|right|wrong)\s*((?:[#＃]?\d+[\s,，、]*)+)$/i

/** `预演 错 3 5`, `预演 对 1`, `预演 都对`. */
export function readTick(said: string): Tick | null {
  const text = said.trim()
  if (ALL_RIGHT.test(text)) return { numbers: null, right: true }
  const [, word, numbers] = NUMBERS.exec(text) ?? []
  return word && numbers
    ? { numbers: (numbers.match(/\d+/g) ?? []).map(Number), right: /^(?:对|right)$/i.test(word) }
    : null
}

const tickOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readTick(said(turn)) : null)

/** A person says of the newest replay what was right and what was wrong. */
export const replayTickStep: Step = async (batch) => {
  if (!batch.turns.some(tickOf)) return (_turn, next) => next()
  const { covers } = await loadScope(batch)
  const replays = await batch.db.find(RuleReplay, { order: { at: 'DESC', id: 'DESC' }, take: 20 })

  return (turn, next) => {
    const tick = tickOf(turn)
    const replay = replays.find(({ groupId }) => covers(turn, groupId))
    if (tick) turn.replies.push({ rank: 0, text: judge(batch, turn, tick, replay) })
    next()
  }
}

function judge(batch: Batch, turn: Turn, { numbers, right }: Tick, replay: RuleReplay | undefined): string {
  const { say } = batch
  if (!may(turn.staff, 'rules.configure')) return refuse(batch, turn)
  if (!replay) return say('rules.no_replay')
  replay.hits = replay.hits.map((hit, n) =>
    (numbers ? numbers.includes(n + 1) : n < SHOWN && hit.right === null) ? { ...hit, right } : hit,
  )
  batch.writes.update(RuleReplay, replay)
  batch.audit(turn, 'rules.judged', { replay: replay.id, right, numbers: numbers ?? 'all' })
  const wrong = replay.hits.filter((hit) => hit.right === false).length
  return say('rules.replay_judged', { seen: replay.hits.filter((hit) => hit.right !== null).length, wrong })
}
