import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from '@jest/globals'

const CHEYOU = fileURLToPath(new URL('../../../bots/cheyou.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'cheyou-staff-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function staff(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHEYOU, 'staff', ...words, '--home', home], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}` }
}

it('cheyou staff invites, adds, lists and removes, and says what is wrong', () => {
  const { status, said } = staff('invite', '佳佳', '--role', 'sales', '--hours', '2')
  expect(status).toBe(0)
  expect(said).toMatch(/佳佳（销售顾问）的邀请码：[0-9A-Z]{4}-[0-9A-Z]{4}[\s\S]*2 小时内有效/)
  expect(staff('add', '小林', '--role', 'admin', '--channel', 'qq', '--account', '10001').said).toContain('小林 已绑定')
  expect(staff('list').said.trim()).toBe('小林  管理员  qq:10001')
  expect(staff('invite', '佳佳', '--role', 'boss')).toMatchObject({ status: 1, said: expect.stringContaining('role') })
  expect(staff('remove', 'qq:10001').said).toContain('小林 的 QQ 账号 10001 已解绑')
})
