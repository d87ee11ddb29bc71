import { expect, it } from '@jest/globals'
import { OWNERS } from '../../bots/demo.js'
import { openHistory } from '../../bots/history/index.js'
import { survey } from '../../bots/import/survey.js'
import { toEvent } from '../../bots/import/to-events.js'
import { HOUR, MINUTE } from '../../src/kit/clock.js'
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
  { name: 'the demo', file: 'data/demo/chat.txt', messages: 475 },
  { name: 'the week of another dealer', file: 'test/fixtures/history/second-week/chat.txt', messages: 225 },
]

/** What was decided and why, what was done, and every word. */
const RECORDS = [Violation, Sanction, Lead, Inquiry, StaffPromise, Rsvp, AuditEntry, OutboxItem]

/** A week as the group began it: the bot hears each thing at its time, answers, and works by the clock. */
async function live(file: string) {
  const history = await openHistory(file, { timeZone: DEALER.zone })
  const known = await survey(history.entries(), [])
  const events: ChatEvent[] = []
  for await (const entry of history.entries()) {
    const event = toEvent(entry, known, OWNERS)
    if (event) events.push(event)
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
  return { heard: events.length, said: scene.said, rows }
}

it('a whole week, lived through twice, is the same in every decision, action and word', async () => {
  // All four at once: while one waits for its database, another goes on.
  const weeks = await Promise.all(WEEKS.map(({ file }) => Promise.all([live(file), live(file)])))
  for (const [week, [first, again]] of weeks.entries()) {
    const { name, messages } = WEEKS[week] as (typeof WEEKS)[number]
    expect([name, first.heard]).toEqual([name, messages])
    expect(first.said.length).toBeGreaterThan(200)
    for (const [n, rows] of first.rows.entries())
      expect([name, RECORDS[n]?.name, rows.length > 0]).toEqual([name, RECORDS[n]?.name, true])
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
  }
}, 90_000)
