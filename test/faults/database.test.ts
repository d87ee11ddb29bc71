import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fastify from 'fastify'
import sqlite3 from 'sqlite3'
import { onError } from '../../src/console/errors.js'
import { createSay } from '../../src/kit/texts.js'
import { ChannelAccount, openStore, type StoreOptions } from '../../src/store/index.js'

describe('a database in trouble says so in one sentence, and nothing is half-written', () => {
  let folder: string
  const options = (): StoreOptions => ({ engine: 'sqlite', file: join(folder, 'cheyou.sqlite'), synchronous: 'NORMAL' })
  const account = (n: number) => ({ id: `id-${n}`, channel: 'sandbox' as const, account: `${n} ${'x'.repeat(200)}` })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cheyou-fault-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('when the disk is full', async () => {
    const store = await openStore(options())
    const [pages] = (await store.source.query('PRAGMA page_count')) as { page_count: number }[]
    await store.transaction((db) => db.insert(ChannelAccount, account(0)))
    await store.source.query(`PRAGMA max_page_count=${(pages?.page_count ?? 0) + 3}`)
    const write = store.transaction(async (db) => {
      for (let n = 1; n < 500; n++) await db.insert(ChannelAccount, account(n))
    })
    await expect(write).rejects.toMatchObject({ code: 'disk_full', kind: 'operator' })
    expect(await store.transaction((db) => db.count(ChannelAccount))).toBe(1)
    await store.source.query('PRAGMA max_page_count=1000000')
    await store.transaction((db) => db.insert(ChannelAccount, account(1)))
    expect(await store.transaction((db) => db.count(ChannelAccount))).toBe(2)
    await store.close()
  })

  it('when another program holds the lock', async () => {
    const store = await openStore(options())
    await store.source.query('PRAGMA busy_timeout=50')
    const other = new sqlite3.Database(options().engine === 'sqlite' ? join(folder, 'cheyou.sqlite') : '')
    await new Promise((resolve) => other.exec('BEGIN EXCLUSIVE', resolve))
    const write = store.transaction((db) => db.insert(ChannelAccount, account(1)))
    await expect(write).rejects.toMatchObject({ code: 'database_locked' })
    const api = fastify().setErrorHandler(onError)
    api.post('/', () => store.transaction((db) => db.insert(ChannelAccount, account(1))))
    const answer = await api.inject({ method: 'POST', url: '/' })
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'database_locked' }])
    expect(answer.body).not.toContain(folder)
    await new Promise((resolve) => other.exec('ROLLBACK', resolve))
    await store.transaction((db) => db.insert(ChannelAccount, account(1)))
    expect(await store.transaction((db) => db.count(ChannelAccount))).toBe(1)
    await new Promise((resolve) => other.close(resolve))
    await store.close()
  })

  it('when the file is no database', async () => {
    writeFileSync(join(folder, 'cheyou.sqlite'), 'this is a shopping list, not a database. '.repeat(200))
    await expect(openStore(options())).rejects.toMatchObject({ code: 'database_corrupt' })
  })

  it('in words that a person understands', () => {
    for (const locale of ['zh-CN', 'en'] as const)
      for (const code of ['disk_full', 'database_locked', 'database_corrupt'])
        expect(createSay(locale)(`errors.${code}`, { where: '/data/x' })).toContain('/data/x')
  })
})
