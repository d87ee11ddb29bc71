import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../src/kit/config.js'
import { opinionServer } from '../kit/opinion-server.js'
import { weatherServer } from '../kit/weather-server.js'

describe('the configuration of second opinions and of the weather', () => {
  let home: string
  let judge: Awaited<ReturnType<typeof opinionServer>>
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'cheyou-'))
    judge = await opinionServer()
  })
  afterEach(async () => {
    rmSync(home, { recursive: true, force: true })
    await judge.close()
  })

  /** What `cheyou doctor` says of it, and its exit code. */
  const doctor = (env: Record<string, string>) =>
    new Promise<{ line: string; code: number; all: string }>((resolve) => {
      const given = { PATH: process.env.PATH, CHEYOU_HOME: home, CHEYOU_OPINION_MODEL: 'judge-1', ...env }
      execFile(process.execPath, ['bots/cheyou.js', 'doctor'], { env: given }, (error, stdout, stderr) => {
        const line = stdout.split('\n').find((each) => each.includes('第二意见')) ?? ''
        resolve({ line, code: Number(error?.code ?? 0), all: stdout + stderr })
      })
    })

  it('is looked at by the doctor', async () => {
    const weather = await weatherServer()
    const place = { CHEYOU_WEATHER_URL: weather.url, CHEYOU_LATITUDE: '32.06', CHEYOU_LONGITUDE: '118.79' }
    const opinions = { CHEYOU_OPINION_URL: judge.server.url, CHEYOU_OPINION_KEY: judge.server.key }
    const good = await doctor({ ...opinions, ...place })
    expect(good.all).toMatch(/✓ 天气 {2}127\.0\.0\.1/)
    expect(good).toMatchObject({ line: expect.stringMatching(/✓ 第二意见 {2}judge-1 127\.0\.0\.1/), code: 0 })
    const wrong = await doctor({ ...opinions, CHEYOU_OPINION_KEY: 'sk-wrong', ...place, CHEYOU_LATITUDE: '89.5' })
    await weather.close()
    expect(wrong.all).toMatch(/✗ 天气.*核对一下 CHEYOU_WEATHER_URL/)
    expect(wrong).toMatchObject({ line: expect.stringMatching(/✗ 第二意见.*核对一下 CHEYOU_OPINION_KEY/), code: 1 })
    expect(wrong.all).not.toContain('sk-wrong')
    expect((await doctor({})).line).toBe('')
  })

  it('names what is wrong in it', () => {
    const read = (env: Record<string, string>) => () => readConfig(env)
    expect(read({ CHEYOU_OPINION_URL: 'http://127.0.0.1/v1' })).toThrow('CHEYOU_OPINION_MODEL')
    expect(read({ CHEYOU_OPINION_URL: 'ftp://127.0.0.1' })).toThrow('CHEYOU_OPINION_URL')
    expect(read({ CHEYOU_OPINION_TIMEOUT: '0' })).toThrow('CHEYOU_OPINION_TIMEOUT')
    expect(readConfig({})).toMatchObject({ OPINION_URL: undefined, OPINION_CALLS_PER_DAY: 200 })
  })
})
