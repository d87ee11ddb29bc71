import { type Db, StaffAccount } from '../store/index.js'
import type { JobDeps } from './job-deps.js'
import { tellPeople } from './tell-people.js'
import { tellStaffRooms } from './tell-staff.js'

/** A word to a customer that only a colleague can send. */
export interface WritingTask {
  /** Name of the customer's consultant. */
  owner: string | null
  /** As the groups know the customer. */
  name: string
  /** What it is about. */
  kind: string
  words: string
}

/** One list for each consultant; what has no consultant goes to the staff rooms. */
export async function askToWrite(
  db: Db,
  { ids, say, now }: Pick<JobDeps, 'ids' | 'say' | 'now'>,
  dedupe: string,
  tasks: readonly WritingTask[],
): Promise<void> {
  if (!tasks.length) return
  const colleagues = await db.findBy(StaffAccount, {})
  for (const owner of new Set(tasks.map((task) => task.owner))) {
    const own = tasks.filter((task) => task.owner === owner)
    const lines = own.map(({ name, kind, words }) => say('care.task_line', { name, kind, words }))
    const text = [say('care.tasks', { number: own.length }), ...lines].join('\n')
    const notice = { text, dedupe: `${dedupe}:tasks:${owner ?? ''}`, now, ids }
    const people = colleagues.filter(({ name }) => name === owner)
    await (people.length ? tellPeople(db, people, notice) : tellStaffRooms(db, notice))
  }
}
