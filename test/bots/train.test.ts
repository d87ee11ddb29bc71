import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Explanation, PostView } from '../../src/console/deps.js'
import { type Program, startProgram } from '../kit/program.js'

const CHEYOU = fileURLToPath(new URL('../../bots/cheyou.js', import.meta.url))
const SALES = '10009004'
/** Asks for a service in words that the shipped model does not take for that. */
const QUESTION = '这车多少天得伺候一次呀'
const OWNERS = ['1354407892', '81630279', '506183327'] as const

describe('cheyou train beside a running bot', () => {
  let program: Program
  beforeAll(async () => {
    program = await startProgram()
  }, 60_000)
  afterAll(() => program?.stop())

  /** Runs a command on the bot's data folder; answers what it printed, and the exit code. */
  function cheyou(...args: string[]): { said: string; code: number | null } {
    const env = { PATH: process.env.PATH, CHEYOU_LOG_LEVEL: 'fatal' }
    const ran = spawnSync(process.execPath, [CHEYOU, ...args, '--home', program.home], { env, encoding: 'utf8' })
    return { said: ran.stdout + ran.stderr, code: ran.status }
  }

  async function call<T>(path: string, body?: object): Promise<T> {
    const sent = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }
    const answer = await fetch(`${program.url.replace(/\/$/, '')}/api/sandbox${path}`, sent)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  const says = async (as: string, text: string) =>
    (await call<{ post: PostView }>('/rooms/owners/posts', { as, text, clientId: text })).post.id
  const explain = async (post: string) =>
    (await call<{ explanation: Explanation }>(`/posts/${post}/explain`)).explanation

  /** Asks about a post that means nothing, which is read anew each time, until another model than that answers. */
  async function modelAfter(post: string, model: string): Promise<string> {
    for (;;) {
      const { model: now } = await explain(post)
      if (now !== model) return now
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }

  it('says that there is nothing to learn as long as nobody corrected anything', () => {
    expect(cheyou('train')).toMatchObject({ code: 0, said: expect.stringContaining('还没有可学的') })
  })

  it('changes the next decision of the bot that runs, and a roll-back changes it back', async () => {
    const calm = await says(OWNERS[0], '今天风真大')
    const { model: shipped } = await explain(calm)
    const post = await says(OWNERS[0], '有没有人组队去新疆，差两个人，AA')
    expect((await explain(post)).meaning.moderation).toBe('clean')
    await call(`/posts/${post}/correct`, { as: SALES, verdict: { about: 'moderation', label: 'ad' } })
    expect((await explain(post)).corrections).toMatchObject([
      { about: 'moderation', right: 'ad', by: expect.stringMatching(/\D/) },
    ])

    const odd = await says(OWNERS[1], QUESTION)
    expect((await explain(odd)).meaning.topic).not.toBe('maintenance')
    await call('/rooms/staff/posts', { as: SALES, text: `话题 「${QUESTION}」 保养`, clientId: 'topic' })
    while (!(await explain(odd)).corrections.length) await new Promise((resolve) => setTimeout(resolve, 50))

    expect(cheyou('train')).toMatchObject({ code: 0, said: expect.stringMatching(/答对 0 → 2/) })
    const learnt = await modelAfter(calm, shipped)
    expect((await explain(await says(OWNERS[2], `请问${QUESTION}`))).meaning.topic).toBe('maintenance')
    const after = await explain(await says(OWNERS[1], '组队去新疆，差两个人，AA制'))
    expect(after).toMatchObject({ model: learnt, meaning: { moderation: 'ad' } })
    expect(cheyou('model', 'list').said).toMatch(new RegExp(`^\\* ${learnt}　.*2 句纠正$`, 'm'))

    expect(cheyou('model', 'rollback').said).toContain('shipped')
    expect(await modelAfter(calm, learnt)).toBe(shipped)
    const again = await explain(await says(OWNERS[2], '有人组队去新疆吗，差两个人，AA'))
    expect(again).toMatchObject({ model: shipped, meaning: { moderation: 'clean' } })
  }, 90_000)

  it('names a version that is not there, and one that is damaged, and the bot goes on', async () => {
    expect(cheyou('model', 'use', '0123456789')).toMatchObject({
      code: 1,
      said: expect.stringContaining('0123456789'),
    })
    writeFileSync(join(program.home, 'models', 'current.json'), '{"version":')
    expect(cheyou('doctor')).toMatchObject({ code: 1, said: expect.stringContaining('模型文件坏了') })
    expect((await explain(await says(OWNERS[1], '明天好像要降温'))).meaning.moderation).toBe('clean')
    expect(cheyou('model', 'use', 'shipped')).toMatchObject({ code: 0 })
    expect(cheyou('doctor').said).toMatch(/✓ 理解模型 {2}[0-9a-f]{10}/)
  }, 60_000)
})
