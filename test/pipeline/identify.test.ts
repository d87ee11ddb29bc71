import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { Customer, Member } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { type PipelineScene, pipelineScene } from '../kit/pipeline.js'

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])('who is who, on %s', (engine) => {
  let scene: PipelineScene
  beforeEach(async () => {
    scene = await pipelineScene({ steps: [], engine })
    await scene.account('qq-1', 'qq')
    await scene.account('qq-2', 'qq')
    await scene.account('wx-1', 'wechat')
    await scene.account('import', 'history')
    for (const room of ['q1', 'q2']) await scene.group('qq-1', room, 'owners')
    await scene.group('qq-2', 'q3', 'owners')
    await scene.group('wx-1', 'w1', 'owners')
    for (const room of ['h1', 'h2']) await scene.group('import', room, 'owners')
  })
  afterEach(() => scene.close())

  const hello = (room: string, id: string, card?: string, mode: 'live' | 'history' = 'live') =>
    scene.event({ type: 'message', text: '大家好' }, room, { id, card }, { mode })
  /** Which rooms share a customer, one line a customer. */
  const people = async () => {
    const members = await scene.store.transaction((db) =>
      db.find(Member, { relations: { group: true }, order: { id: 'ASC' } }),
    )
    const rooms = new Map<string | null, Member[]>()
    for (const member of members) rooms.set(member.customerId, [...(rooms.get(member.customerId) ?? []), member])
    return [...rooms.values()].map((each) => each.map((member) => member.group?.externalId).join(' '))
  }

  it('an account of a platform is one customer in all its groups, in one batch or in many', async () => {
    await scene.take(await hello('q1', '10001'), await hello('q2', '10001'), await hello('w1', '10001'))
    await scene.take(await hello('q3', '10001'))
    expect(await people()).toEqual(['q1 q2 q3', 'w1'])
    expect(await scene.store.transaction((db) => db.count(Customer))).toBe(2)
  })

  it('the oldest customer counts where an account has several from before', async () => {
    await scene.take(await hello('q1', '10001'), await hello('q2', '10002'))
    await scene.store.transaction((db) => db.update(Member, { externalId: '10002' }, { externalId: '10001' }))
    await scene.take(await hello('q3', '10001'))
    expect(await people()).toEqual(['q1 q3', 'q2'])
  })

  it('in a history accounts are told from names: two who are called the same are two', async () => {
    await scene.take(
      await hello('h1', '10001', '追风车主-老周', 'history'),
      await hello('h2', '10001', '老周', 'history'),
      await hello('h1', '桃子', '桃子', 'history'),
      await hello('h2', '桃子', '桃子', 'history'),
      await hello('h1', 'Leo Zhang', 'Leo Zhang', 'history'),
      await hello('h2', 'LeoZhang', 'LeoZhang', 'history'),
    )
    await scene.take(await hello('h1', '桃子', '桃子', 'history'))
    expect(await people()).toEqual(['h1 h2', 'h1', 'h2', 'h1', 'h2'])
  })
})
