import type { App } from '../src/app.js'
import { Message, StaffAccount } from '../src/store/index.js'
import { STAFF } from './demo.js'

export interface Verdict {
  about: 'leads' | 'moderation'
  /** A lead kind or a rule; empty for none. */
  label: string
}

/**
 * A colleague corrects the bot beside a message of the sandbox: taken in as a button pressed in the staff room, where the
 * bot answers. Resolves when it is durable. Throws an Error with the `code` not_staff or unknown_post.
 */
export const createCorrect =
  ({ pipeline: { store, ids, clock }, intake }: App, accountId: string) =>
  async (room: string, post: string, as: string, { about, label }: Verdict): Promise<void> => {
    const message = await store.transaction(async (db) => {
      if (!(await db.existsBy(StaffAccount, { channel: 'sandbox', externalId: as }))) throw refusal('not_staff')
      return db.findOneBy(Message, { externalId: post, group: { externalId: room }, type: 'message' })
    })
    if (!message) throw refusal('unknown_post')
    await intake.receive(accountId, {
      type: 'button',
      id: ids(),
      at: clock.now(),
      room: { id: STAFF, kind: 'group' },
      sender: { id: as },
      data: `correct:${about}:${label}:${message.id}`,
    })
  }

const refusal = (code: 'not_staff' | 'unknown_post') => Object.assign(new Error(code), { code })
