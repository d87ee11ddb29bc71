import { dayOf } from '../../kit/zone.js'
import { CustomerMerge } from '../../store/index.js'
import { may } from '../permissions.js'
import { refuse } from '../refuse.js'
import { type Batch, type Step, said, type Turn } from '../step.js'
import { readMergeCommand } from './command.js'
import type { PointsMover } from './merge.js'
import { undoMerge } from './undo.js'

const commandOf = (turn: Turn) =>
  turn.mode === 'live' && turn.staff && turn.group.kind !== 'owners' ? readMergeCommand(said(turn)) : null

const LISTED = 15

/** 合并记录 / 撤销合并 3: two customers who became one by mistake. */
export const createMergingStep =
  (points: PointsMover): Step =>
  async (batch) => {
    const answers = new Map<Turn, string>()
    for (const turn of batch.turns) {
      const command = commandOf(turn)
      if (!command) continue
      const text = !may(turn.staff, 'customers.unmerge')
        ? refuse(batch, turn, { needs: 'customers.unmerge' })
        : command.type === 'list'
          ? await listText(batch)
          : await undo(batch, turn, command.code, points)
      answers.set(turn, text)
    }
    return (turn, next) => {
      const text = answers.get(turn)
      if (text) turn.replies.push({ rank: 0, text })
      next()
    }
  }

async function listText({ db, say, dealer }: Batch): Promise<string> {
  const all = await db.find(CustomerMerge, {
    relations: { kept: true, merged: true },
    order: { code: 'DESC' },
    take: LISTED,
  })
  if (!all.length) return say('merging.none')
  const lines = all.map(({ code, at, kept, merged, way, undoneBy }) =>
    [
      say('merging.line', {
        ...{ code, day: dayOf(at, dealer.zone), way: say(`merging.way.${way}`) },
        ...{ kept: kept?.displayName ?? '', merged: merged?.displayName ?? '' },
      }),
      ...(undoneBy ? [say('merging.undone_by', { by: undoneBy })] : []),
    ].join(''),
  )
  return [say('merging.title'), ...lines].join('\n')
}

async function undo(batch: Batch, turn: Turn, code: number, points: PointsMover): Promise<string> {
  const { say } = batch
  const colleague = { by: turn.staff?.name ?? null, actor: turn.member.externalId }
  const undone = await undoMerge({ ...batch, now: turn.now }, code, points, colleague)
  if (undone.outcome === 'blocked') return say('merging.blocked', { code, by: undone.by })
  if (undone.outcome !== 'undone') return say(`merging.${undone.outcome}`, { code })
  const { kept, merged, merge, missing } = undone
  batch.audit(turn, 'merging.undone', { merge: merge.id, kept: kept.id, merged: merged.id, missing })
  const names = { code, kept: kept.displayName, merged: merged.displayName }
  return [say('merging.undone', names), ...(missing ? [say('merging.missing', { number: missing })] : [])].join('\n')
}
