import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { isHomeInUse, lockHome } from '../../bots/lock.js'

it('tells whether a bot runs on a data folder, without getting into its way', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cheyou-lock-'))
  try {
    expect(await isHomeInUse(home)).toBe(false)
    const unlock = await lockHome(home)
    expect(await isHomeInUse(home)).toBe(true)
    await expect(lockHome(home)).rejects.toMatchObject({ code: 'home_in_use' })
    await unlock()
    expect(await isHomeInUse(home)).toBe(false)
    await (await lockHome(home))()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})
