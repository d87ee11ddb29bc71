import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { lookAtTelegram } from '../../../bots/commands/look-at-telegram.js'
import { registerAccount } from '../../../src/app.js'
import { createSay } from '../../../src/kit/texts.js'
import { newGroup } from '../../../src/pipeline/intake.js'
import { Group, openStore, type Store } from '../../../src/store/index.js'
import { until } from '../../channels/until.js'
import { countingIds } from '../../kit/ids.js'
import { ALICE, BOT, createScene, GROUP, type Scene, TOKEN } from './scene.js'

const CHEYOU = fileURLToPath(new URL('../../../bots/cheyou.js', import.meta.url))
const say = createSay('zh-CN')
const home = mkdtempSync(join(tmpdir(), 'cheyou-'))
const database = { engine: 'sqlite' as const, file: join(home, 'cheyou.sqlite'), synchronous: 'NORMAL' as const }
const ids = countingIds()
let store: Store
let scene: Scene
beforeAll(async () => {
  store = await openStore(database)
})
afterAll(async () => {
  await store.close()
  rmSync(home, { recursive: true, force: true })
})
beforeEach(async () => {
  scene = await createScene()
  await store.transaction((db) => db.deleteAll(Group))
})
afterEach(() => scene.end())

const environment = () => ({ CHEYOU_TELEGRAM_TOKEN: TOKEN, CHEYOU_TELEGRAM_API_ROOT: scene.server.url() })
const look = (env: Record<string, string> = environment()) => lookAtTelegram(env, database, say)

/** What there is to put right, line by line. */
const problems = (env?: Record<string, string>) =>
  look(env).then(
    () => [],
    (error: Error) => error.message.split('\n').map((line) => line.trim()),
  )

/** A group that the bot has been heard in before. */
async function knows(id: number, name: string, kind: 'owners' | 'staff' = 'owners') {
  const account = await registerAccount(store, ids, { kind: 'telegram', account: String(BOT) })
  const room = { id: String(id), kind: 'group' as const, name }
  await store.transaction((db) =>
    db.insert(Group, { ...newGroup({ id: ids(), accountId: account.id, room, brand: '', now: 0 }), kind }),
  )
}

const standing = (status: 'administrator' | 'member' | 'left', rights: Record<string, boolean> = {}) =>
  scene.group.members.set(BOT, { user: scene.world.bot, status, rights })

describe('the doctor', () => {
  it('says nothing of Telegram where there is no bot', async () => {
    expect(await look({})).toBeUndefined()
  })

  it('asks to add a bot that is in no group yet', async () => {
    expect(await look()).toBe('@cheyou_bot 已连通，还没进群；拉进群、设成管理员后再看一次')
  })

  it('is content with an admin who may do everything, privacy mode or not, and tells the id of the group', async () => {
    await knows(GROUP, '追风车友群')
    expect(await look()).toBe(`@cheyou_bot 一切正常：追风车友群 (${GROUP})`)
    scene.world.readsAll = false
    expect(await look()).toBe(`@cheyou_bot 一切正常：追风车友群 (${GROUP})`)
  })

  it('tells privacy mode where the bot is no admin, and what it may not do there', async () => {
    await knows(GROUP, '追风车友群')
    standing('member')
    scene.world.readsAll = false
    expect(await problems()).toEqual([
      expect.stringContaining('隐私模式'),
      '@cheyou_bot 在「追风车友群」还缺这些管理员权限：删除消息、封禁用户、置顶消息、邀请用户（审批入群要用）、管理成员标签',
    ])
  })

  it('tells each right that is missing, and asks for none in the staff room', async () => {
    standing('administrator', { can_pin_messages: false, can_manage_tags: false })
    await knows(GROUP, '同事群', 'staff')
    expect(await problems()).toEqual([])
    scene.world.addChat({ id: -70_001, type: 'supergroup', title: '二群' }).members.set(BOT, {
      user: scene.world.bot,
      status: 'administrator',
      rights: { can_pin_messages: false, can_manage_tags: false },
    })
    await knows(-70_001, '二群')
    expect(await problems()).toEqual(['@cheyou_bot 在「二群」还缺这些管理员权限：置顶消息、管理成员标签'])
  })

  it('tells the groups that the bot is not in', async () => {
    await knows(GROUP, '追风车友群')
    await knows(-70_002, '散了的群')
    standing('left')
    expect(await problems()).toEqual(['@cheyou_bot 不在「追风车友群」里', '@cheyou_bot 不在「散了的群」里'])
  })

  it('tells that Telegram cannot reach the webhook, in its own words', async () => {
    await scene.channel.stop()
    const hook = { url: 'http://127.0.0.1:1/telegram', secret_token: 'x' }
    const headers = { 'content-type': 'application/json' }
    await fetch(`${scene.server.url()}/bot${TOKEN}/setWebhook`, { method: 'POST', headers, body: JSON.stringify(hook) })
    await scene.server.says({ chat: GROUP, from: scene.user(ALICE), text: '有人吗' })
    await until(() => scene.server.hookInfo().last_error_message, 'the failure')
    expect(await problems()).toEqual([expect.stringContaining('webhook：Connection refused。')])
  })

  it('tells a token that Telegram refuses from a Telegram that is not there', async () => {
    const wrong = { ...environment(), CHEYOU_TELEGRAM_TOKEN: '777:some-other-token-that-is-long-enough' }
    expect(await problems(wrong)).toEqual([expect.stringContaining('机器人 777 的令牌不对')])
    await scene.server.shut()
    expect(await problems()).toEqual([expect.stringContaining('机器人 666 连不上 Telegram')])
  })

  it('says it all in one line of the program, and ends with 1 when something is wrong', async () => {
    standing('administrator', { can_delete_messages: false })
    await knows(GROUP, '追风车友群')
    const env = { PATH: process.env.PATH, ...environment() }
    const [code, output] = await new Promise<[unknown, string]>((resolve) =>
      execFile(process.execPath, [CHEYOU, 'doctor', '--home', home], { env }, (error, stdout, stderr) =>
        resolve([error?.code, stdout + stderr]),
      ),
    )
    expect(output).toContain(`✓ 渠道  sandbox, telegram ${BOT}`)
    expect(output).toContain('✗ Telegram  @cheyou_bot 在「追风车友群」还缺这些管理员权限：删除消息\n')
    expect(output).not.toContain(TOKEN)
    expect(code).toBe(1)
  })
})
