import { describe, expect, it } from '@jest/globals'
import { OWNERS } from '../../bots/demo.js'
import { openHistory } from '../../bots/history/index.js'
import { survey } from '../../bots/import/survey.js'
import { toEvent } from '../../bots/import/to-events.js'
import { DAY, HOUR, MINUTE } from '../../src/kit/clock.js'
import type { ChatEvent } from '../../src/message/index.js'
import {
  AuditEntry,
  Inquiry,
  Lead,
  OutboxItem,
  Rsvp,
  Sanction,
  StaffAccount,
  StaffPromise,
  Violation,
} from '../../src/store/index.js'
import { createUnderstand } from '../../src/understanding/index.js'
import { DEALER } from '../kit/dealer.js'
import { yearScene } from './scene.js'

const WEEKS = [
  { name: 'the demo', file: 'data/demo/chat.txt' },
  { name: 'the week of another dealer', file: 'test/fixtures/history/second-week/chat.txt' },
]

/** What was decided and why, what was done, and every word. */
const RECORDS = [Violation, Sanction, Lead, Inquiry, StaffPromise, Rsvp, AuditEntry, OutboxItem]

/** By then there is something of every record. */
const LIVED = 3 * DAY

/** A week as the group began it: the bot hears each thing at its time, answers, and works by the clock. */
async function live(file: string) {
  const history = await openHistory(file, { timeZone: DEALER.zone })
  const known = await survey(history.entries(), [])
  const events: ChatEvent[] = []
  for await (const entry of history.entries()) {
    const event = toEvent(entry, known, OWNERS)
    if (event && event.at < (events[0]?.at ?? event.at) + LIVED) events.push(event)
  }
  const scene = await yearScene((events[0]?.at ?? 0) - MINUTE, createUnderstand(), 3 * HOUR)
  await scene.read((db) =>
    db.insert(
      StaffAccount,
      [...known.staff].map((id) => ({ id, channel: 'sandbox', externalId: id, name: id, role: 'manager' }) as const),
    ),
  )
  for (const event of events) {
    await scene.passUntil(event.at)
    await scene.receive(event)
  }
  await scene.passUntil((events.at(-1)?.at ?? 0) + 60 * MINUTE)
  const rows = await scene.read((db) =>
    Promise.all(RECORDS.map((each) => db.find(each as never, { order: { id: 'ASC' } }))),
  )
  await scene.close()
  return { said: scene.said, rows }
}

describe.each(WEEKS)('$name, lived through twice', ({ file }) => {
  it('is the same in every decision, action and word', async () => {
    const [first, again] = await Promise.all([live(file), live(file)])
    expect(first.said.length).toBeGreaterThan(50)
    for (const [n, rows] of first.rows.entries())
      expect([RECORDS[n]?.name, rows.length > 0]).toEqual([RECORDS[n]?.name, true])
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
  }, 60_000)
})
