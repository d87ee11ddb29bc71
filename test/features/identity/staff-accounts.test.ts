import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { bindAccount, inviteStaff, listStaff, removeStaff } from '../../../src/features/identity/index.js'
import { HOUR } from '../../../src/kit/clock.js'
import { createVault } from '../../../src/kit/crypto.js'
import { type Db, OneTimeCode, StaffPromise, type StaffRole } from '../../../src/store/index.js'
import { type PipelineScene, pipelineScene } from '../../kit/pipeline.js'

const vault = createVault(Buffer.alloc(32, 3))

describe('the accounts of the staff', () => {
  let scene: PipelineScene
  beforeEach(async () => {
    scene = await pipelineScene({ steps: [] })
    await scene.account('ours', 'qq')
    await scene.group('ours', 'g', 'owners')
  })
  afterEach(() => scene.close())

  const within = <T>(work: (deps: { db: Db; ids: () => string; now: number }) => Promise<T>) =>
    scene.store.transaction((db) => work({ db, ids: scene.deps.ids, now: scene.clock.now() }))
  const add = (name: string, externalId: string, role: StaffRole = 'sales') =>
    within((deps) => bindAccount({ name, role }, { channel: 'qq', externalId }, deps))
  const remove = (who: string) => within((deps) => removeStaff(who, deps))
  const listed = async () => (await scene.store.transaction(listStaff)).map((each) => `${each.name} ${each.externalId}`)
  const promise = async (staffId: string) => {
    const [message] = await scene.store.transaction((db) => db.query('SELECT id FROM messages LIMIT 1'))
    const group = await scene.store.transaction((db) => db.query('SELECT id FROM chat_groups LIMIT 1'))
    const at = scene.clock.now()
    const row = { id: 'p', code: 1, groupId: group[0].id, staffId, memberId: null, messageId: message?.id ?? 'm' }
    await scene.store.transaction((db) =>
      db.insert(StaffPromise, { ...row, quote: '明天报价', madeAt: at, dueAt: at, state: 'open', closedAt: null }),
    )
  }
  const idOf = async (externalId: string) =>
    (await scene.store.transaction(listStaff)).find((each) => each.externalId === externalId)?.id ?? ''

  it('go by name or one by one', async () => {
    await add('佳佳', '10001')
    await add('佳佳', '10002')
    await add('小赵', '10003')
    expect(await remove('qq:10001')).toMatchObject([{ name: '佳佳', externalId: '10001' }])
    expect(await listed()).toEqual(['佳佳 10002', '小赵 10003'])
    await remove('佳佳')
    await remove('10003')
    expect(await listed()).toEqual([])
    await expect(remove('佳佳')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('take open invitations with them', async () => {
    await within((deps) => inviteStaff({ name: '小许', role: 'sales' }, { ...deps, vault, lifetime: HOUR }))
    expect(await remove('小许')).toEqual([])
    expect(await scene.store.transaction((db) => db.find(OneTimeCode))).toMatchObject([{ state: 'void' }])
  })

  it('have one role a name', async () => {
    await add('佳佳', '10001', 'sales')
    await expect(add('佳佳', '10002', 'manager')).rejects.toMatchObject({ code: 'name_taken' })
    const invite = within((deps) => inviteStaff({ name: '佳佳', role: 'admin' }, { ...deps, vault, lifetime: HOUR }))
    await expect(invite).rejects.toMatchObject({ code: 'name_taken' })
    await add('佳佳', '10001', 'manager')
    expect(await scene.store.transaction(listStaff)).toMatchObject([{ role: 'manager' }])
  })

  it('leave what was promised to a colleague, and cannot go when there is none', async () => {
    await add('佳佳', '10001')
    await promise(await idOf('10001'))
    await expect(remove('佳佳')).rejects.toMatchObject({ code: 'no_heir' })
    await add('老陈', '10009', 'manager')
    await remove('佳佳')
    const promises = await scene.store.transaction((db) => db.find(StaffPromise))
    expect(promises).toMatchObject([{ staffId: await idOf('10009'), state: 'open' }])
  })
})
