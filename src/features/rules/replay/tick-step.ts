import { RuleReplay } from '../../../store/index.js'
import { loadScope } from '../../owner-groups.js'
import { may } from '../../permissions.js'
import { refuse } from '../../refuse.js'
import { type Batch, type Step, said, type Turn } from '../../step.js'
import { readRule } from '../configure.js'
import { sayView, shownIn, type View } from './report.js'

/** What a person wants of the newest replay: to see a part of it, or to say what was right and wrong. */
type ReplayCommand =
  | { type: 'show'; view: View }
  /** The numbers as they were shown, from 1. */
  | { type: 'numbers'; numbers: number[]; right: boolean }
  /** All that a view shows, and that nobody has judged yet. */
  | { type: 'all'; view: View }

const COMMAND = /^(?:预演|replay)\s*([\s\S]+)$/i
const ALL_RIGHT = /\s*(?:都对|全对|没问题|all right)$/i
const NUMBERS = /^(对|错|right|wrong)\s*((?:[#＃]?\d+[\s,，、]*)+)$/i
const PAGE = /\s*(?:第\s*(\d{1,3})\s*页|page\s*(\d{1,3}))$/i

/** `预演 错 3 5`, `预演 对 1`, `预演 都对`, `预演 刷屏`, `预演 第2页`, `预演 刷屏 第2页 都对`. */
export function readReplayCommand(said: string): ReplayCommand | null {
  const words = COMMAND.exec(said.trim())?.[1]?.trim()
  if (!words) return null
  const [, word, numbers] = NUMBERS.exec(words) ?? []
  if (word && numbers)
    return { type: 'numbers', numbers: (numbers.match(/\d+/g) ?? []).map(Number), right: /^(?:对|right)$/i.test(word) }
  const all = ALL_RIGHT.test(words)
  const where = words.replace(ALL_RIGHT, '')
  const page = PAGE.exec(where)
  const name = where.replace(PAGE, '')
  const rule = name ? readRule(name) : null
  if (rule === undefined || (!all && !page && !name)) return null
  const view = { rule, page: Math.max(1, Number(page?.[1] ?? page?.[2] ?? 1)) }
  return { type: all ? 'all' : 'show', view }
}

const commandOf = (turn: Turn) => (turn.staff && turn.group.kind !== 'owners' ? readReplayCommand(said(turn)) : null)

/** A person looks through the newest replay, and says what was right and what was wrong. */
export const replayTickStep: Step = async (batch) => {
  if (!batch.turns.some(commandOf)) return (_turn, next) => next()
  const { covers } = await loadScope(batch)
  const replays = await batch.db.find(RuleReplay, { order: { at: 'DESC', id: 'DESC' }, take: 20 })

  return (turn, next) => {
    const command = commandOf(turn)
    // What was said in an imported history belongs to the whole store.
    const replay = replays.find(
      ({ groupId, importedId }) => covers(turn, groupId) && (importedId === null || covers(turn, importedId)),
    )
    if (command) turn.replies.push({ rank: 0, text: carryOut(batch, turn, command, replay) })
    next()
  }
}

function carryOut(batch: Batch, turn: Turn, command: ReplayCommand, replay: RuleReplay | undefined): string {
  const { say } = batch
  if (!may(turn.staff, 'rules.configure')) return refuse(batch, turn, { needs: 'rules.configure' })
  if (!replay) return say('rules.no_replay')
  if (command.type === 'show') return sayView(batch, replay, command.view) || say('rules.replay_no_page')
  const right = command.type === 'all' || command.right
  const places = command.type === 'all' ? shownIn(replay, command.view) : command.numbers.map((number) => number - 1)
  const isMeant = (n: number) => places.includes(n) && (command.type === 'numbers' || replay.hits[n]?.right === null)
  replay.hits = replay.hits.map((hit, n) => (isMeant(n) ? { ...hit, right } : hit))
  batch.writes.update(RuleReplay, replay)
  batch.audit(turn, 'rules.judged', { replay: replay.id, right, numbers: places.map((place) => place + 1) })
  const wrong = replay.hits.filter((hit) => hit.right === false).length
  return say('rules.replay_judged', { seen: replay.hits.filter((hit) => hit.right !== null).length, wrong })
}
