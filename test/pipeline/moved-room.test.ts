import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ChatEvent } from '../../src/message/index.js'
import { createIntake, type Intake } from '../../src/pipeline/intake.js'
import { Group, Message } from '../../src/store/index.js'
import { ENGINES } from '../kit/engines.js'
import { type PipelineScene, pipelineScene } from '../kit/pipeline.js'

const sender = { id: '7', nickname: '老周' }
const room = (id: string) => ({ id, kind: 'group' as const, name: '车友群' })
const said = (id: string, where: string): ChatEvent => ({
  id,
  at: Date.UTC(2026, 8, 1),
  room: room(where),
  sender,
  type: 'message',
  text: '在吗',
})
const moved: ChatEvent = { ...said('m', '-5'), id: 'moved:-100', type: 'moved', to: '-100' } as ChatEvent

describe.each(Object.keys(ENGINES) as (keyof typeof ENGINES)[])(
  'a room that goes on under another id, on %s',
  (engine) => {
    let scene: PipelineScene
    let intake: Intake
    beforeEach(async () => {
      scene = await pipelineScene({ steps: [], engine })
      await scene.account('bot', 'telegram')
      intake = createIntake(scene.deps, () => {})
    })
    afterEach(() => scene.close())

    const groups = () => scene.store.transaction((db) => db.find(Group))
    const messages = () => scene.store.transaction((db) => db.find(Message))

    it('stays the same group, with what was said before and after', async () => {
      for (const event of [said('1', '-5'), moved, said('2', '-100')]) await intake.receive('bot', event)
      expect(await groups()).toMatchObject([{ externalId: '-100', kind: 'owners', name: '车友群' }])
      const [group] = await groups()
      expect((await messages()).map(({ groupId }) => groupId)).toEqual([group?.id, group?.id, group?.id])
    })

    it('takes the name that the room has now', async () => {
      await intake.receive('bot', said('1', '-5'))
      await intake.receive('bot', { ...said('2', '-5'), room: { ...room('-5'), name: '追风车友一群' } })
      expect(await groups()).toMatchObject([{ externalId: '-5', name: '追风车友一群' }])
    })

    it('stays the same group when all of it comes at once, and the move is told twice', async () => {
      await Promise.all([said('1', '-5'), moved].map((event) => intake.receive('bot', event)))
      await Promise.all([moved, said('2', '-100')].map((event) => intake.receive('bot', event)))
      expect(await groups()).toMatchObject([{ externalId: '-100' }])
      expect(await messages()).toHaveLength(3)
    })

    it('leaves both as they are when the new one is known already', async () => {
      for (const event of [said('1', '-5'), said('2', '-100'), moved]) await intake.receive('bot', event)
      expect((await groups()).map(({ externalId }) => externalId).sort()).toEqual(['-100', '-5'])
    })
  },
)
