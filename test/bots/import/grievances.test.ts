import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { importHistory } from '../../../bots/import/run-import.js'
import { createApp } from '../../../src/app.js'
import { buildReport, type Report } from '../../../src/features/insight/index.js'
import { createVault } from '../../../src/kit/crypto.js'
import { silentLog } from '../../../src/kit/log.js'
import { createSay } from '../../../src/kit/texts.js'
import { openStore, type Store } from '../../../src/store/index.js'
import { createUnderstand } from '../../../src/understanding/index.js'
import { fakeClock } from '../../kit/clock.js'
import { DEALER } from '../../kit/dealer.js'
import { ENGINES, type TestDatabase } from '../../kit/engines.js'
import { countingIds } from '../../kit/ids.js'

const understand = createUnderstand()

describe.each(['data/demo', 'test/fixtures/history/second-week'])('the grievance in %s', (folder) => {
  let database: TestDatabase
  let store: Store
  let report: Report
  const gold = JSON.parse(readFileSync(`${folder}/gold.json`, 'utf8')) as { complaint_thread: string[] }

  beforeAll(async () => {
    database = await ENGINES.sqlite()
    store = await openStore(database.options)
    const app = await createApp({
      store,
      channels: [],
      understand,
      vault: createVault(Buffer.alloc(32, 5)),
      dealer: { ...DEALER, name: '', brand: '' },
      say: createSay('zh-CN'),
      clock: fakeClock(),
      ids: countingIds(),
      chance: () => 0.5,
      log: silentLog,
    })
    const file = `${folder}/chat.txt`
    const imported = await importHistory(file, app.pipeline, { channel: { kind: 'history', account: 'import' } })
    report = await store.transaction((db) => buildReport(db, { ...imported, file, zone: 'Asia/Shanghai' }))
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  it('is one thread of all who share it, over as many days as it went on', () => {
    const shared = report.complaints.filter((thread) => thread.accounts.length > 1)
    expect(shared).toHaveLength(1)
    expect(shared[0]?.accounts).toHaveLength(4)
    expect(shared[0]?.from.slice(0, 10)).toBe(gold.complaint_thread[0]?.slice(0, 10))
    expect(shared[0]?.to.slice(0, 10)).toBe(gold.complaint_thread.at(-1)?.slice(0, 10))
  })

  it('is not mixed with the grumbles of others', () => {
    expect(report.complaints.length).toBeLessThanOrEqual(2)
  })
})
