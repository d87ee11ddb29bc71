import { HOUR } from '../../../kit/clock.js'
import type { Button, SayAction } from '../../../message/index.js'
import { type Db, type Group, OutboxItem, writeRows } from '../../../store/index.js'
import { groupItem } from '../../group-item.js'
import type { JobDeps } from '../../job-deps.js'
import { roomOf } from '../../step.js'

export const sayIn = (group: Group, text: string, mentions?: string[]): SayAction => ({
  type: 'say',
  room: roomOf(group),
  text,
  ...(mentions?.length && { mentions }),
})

/** Something for the group that can wait its turn. */
export async function tellGroup(
  db: Db,
  { ids, now, dealer }: JobDeps,
  group: Group,
  { text, dedupe, mentions, buttons }: { text: string; dedupe: string; mentions?: string[]; buttons?: Button[] },
): Promise<void> {
  const item = groupItem(group, dealer.zone, {
    id: ids(),
    action: { ...sayIn(group, text, mentions), buttons },
    priority: 'broadcast',
    dedupeKey: dedupe,
    now,
    lifetime: 3 * HOUR,
  })
  await writeRows(db, OutboxItem, [item], 'ignore')
}
