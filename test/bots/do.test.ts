import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Program, startProgram } from '../kit/program.js'

describe('cheyou do beside a running bot', () => {
  let program: Program
  beforeAll(async () => {
    program = await startProgram({}, { byNpm: true })
    await program.run('staff', 'add', '小林', '--channel', 'qq', '--account', '10001', '--role', 'admin')
    await program.run('staff', 'add', '小贾', '--channel', 'qq', '--account', '10002', '--role', 'sales')
  }, 90_000)
  // It ends with the shell that npm runs it in, or this waits for ever.
  afterAll(() => program?.stop())

  const gives = (command: string, as = '小林') => program.run('do', command, '--as', as)
  const url = (path: string) => `${program.url.replace(/\/$/, '')}/api${path}`

  it('does what the colleague may do, and says what it answers', async () => {
    expect(await gives('群规 广告 观察')).toEqual({ code: 0, printed: expect.stringContaining('发广告：只观察') })
    expect(await gives('群规 广告 开', '小贾')).toEqual({ code: 1, printed: expect.stringContaining('这一步要管理员') })
    expect(await gives('今天风真大')).toEqual({ code: 1, printed: expect.stringContaining('没看懂') })
    expect(await gives('群规', '路人')).toEqual({
      code: 1,
      printed: expect.stringContaining('没有绑定过叫 路人 的同事'),
    })
  }, 90_000)

  it('and the running bot says the rest; over HTTP it is the same', async () => {
    expect((await gives('公告 周六停水，来店前说一声')).code).toBe(0)
    expect((await gives('确认发送')).code).toBe(0)
    let said = ''
    while (!said.includes('周六停水')) {
      said = await (await fetch(url('/sandbox/rooms/owners/posts'))).text()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const { printed } = await program.run('staff', 'login', '小林')
    const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(printed) ?? []
    const post = (path: string, body: object, cookie = '') =>
      fetch(url(path), {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      })
    expect((await post('/staff/commands', { text: '群规' })).status).toBe(401)
    const cookie = (await post('/session', { code })).headers.get('set-cookie')?.split(';')[0]
    const answer = await (await post('/staff/commands', { text: '群规' }, cookie)).text()
    expect(answer).toContain('发广告：只观察')
  }, 90_000)
})
