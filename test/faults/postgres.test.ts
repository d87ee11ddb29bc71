import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Db, forUpdate, Member, Message } from '../../src/store/index.js'
import { group, type TestGroup } from '../kit/group.js'
import { inVain } from '../kit/in-vain.js'

const QUESTION = '咱店里做个小保养多少钱啊，工时费怎么算的'

describe('a message that PostgreSQL breaks off', () => {
  let g: TestGroup
  beforeEach(async () => {
    g = await group({ engine: 'postgres', members: ['追风车主-大壮'] })
    await g.says('大壮', '大家早')
  })
  afterEach(() => g.close())

  /** The connection that waits for what this transaction holds. */
  async function waiting(db: Db): Promise<number> {
    for (;;) {
      const [found] = await db.query(
        'SELECT pid FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))',
      )
      if (found) return found.pid as number
    }
  }

  /** 大壮 asks something while somebody else is busy with them, and then makes trouble. */
  async function asksIn(trouble: (db: Db, pid: number) => Promise<unknown>): Promise<void> {
    let said: Promise<unknown> | undefined
    await inVain(g.store, async (db) => {
      await db.find(Member, { where: { externalId: '大壮' }, ...forUpdate(db) })
      said = g.says('大壮', QUESTION)
      await trouble(db, await waiting(db))
    })
    await said
  }

  const wasAnswered = async () => {
    g.groupGot('我请售后顾问私聊您')
    expect(await g.read((db) => db.findBy(Message, { text: QUESTION }))).toMatchObject([{ state: 'handled' }])
  }

  it('since two transactions wait for each other, is answered all the same', async () => {
    await asksIn(async (db) => {
      // Ours is the one that is given up.
      await db.query(`SET LOCAL deadlock_timeout = '1min'`)
      const other = await db.findOneByOrFail(Message, { text: '大家早' })
      const [asked] = g.world.history('owners', { limit: 1 })
      expect(asked?.text).toBe(QUESTION)
      await db.insert(Message, { ...other, id: 'other', externalId: asked?.id } as never)
    })
    await wasAnswered()
  })

  it('since the server ends the connection, is answered all the same', async () => {
    await asksIn((db, pid) => db.query('SELECT pg_terminate_backend($1)', [pid]))
    await wasAnswered()
  })
})
