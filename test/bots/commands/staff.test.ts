import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it, jest } from '@jest/globals'
import { addColleague, inviteColleague, listColleagues, removeColleague } from '../../../bots/commands/staff.js'

const CHEYOU = fileURLToPath(new URL('../../../bots/cheyou.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'cheyou-staff-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** What a command prints. */
async function said(command: Promise<void>): Promise<string> {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    await command
    return log.mock.calls.flat().join('\n')
  } finally {
    log.mockRestore()
  }
}

it('cheyou staff invites, adds, lists and removes, and says what is wrong', async () => {
  const invited = spawnSync(
    process.execPath,
    [CHEYOU, 'staff', 'invite', '佳佳', '--role', 'sales', '--hours', '2', '--home', home],
    { env: { PATH: process.env.PATH }, encoding: 'utf8' },
  )
  expect(invited.stdout).toMatch(/佳佳（销售顾问）的邀请码：[0-9A-Z]{4}-[0-9A-Z]{4}[\s\S]*2 小时内有效/)
  const account = { channel: 'qq', account: '10001', home }
  expect(await said(addColleague('小林', { role: 'admin', ...account }))).toContain('小林 已绑定')
  expect(await said(listColleagues({ home }))).toBe('小林  管理员  qq:10001')
  const wrong = { code: 'input_invalid', params: { problem: expect.stringContaining('role') } }
  await expect(inviteColleague('佳佳', { role: 'boss', hours: '24', home })).rejects.toMatchObject(wrong)
  expect(await said(removeColleague('佳佳', { home }))).toContain('佳佳 还没用的邀请码已作废')
  expect(await said(removeColleague('qq:10001', { home }))).toContain('小林 的 QQ 账号 10001 已解绑')
})
