import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { may, PERMISSIONS, type Permission } from '../../src/features/permissions.js'
import { createSay } from '../../src/kit/texts.js'
import type { StaffRole } from '../../src/store/index.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FEATURES = join(ROOT, 'src/features')
const ROLES: StaffRole[] = ['admin', 'manager', 'service', 'sales', 'group_admin', 'viewer']

/** Reads a command out of nothing but words: every exported `read…(said: string)` of the features. */
const READER = /export (?:function|const) (read\w+)(?: = )?\(said: string(?:, received: string)?\)/g
type Reader = (said: string, received: string) => unknown

const sources = readdirSync(FEATURES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && name !== 'permissions.ts')
  .map((file) => ({ file, code: readFileSync(join(FEATURES, file), 'utf8') }))

async function findReaders(): Promise<Map<string, Reader>> {
  const readers = new Map<string, Reader>()
  for (const { file, code } of sources) {
    for (const [, name = ''] of code.matchAll(READER)) {
      const module = (await import(join(FEATURES, file))) as Record<string, Reader>
      readers.set(`${file} ${name}`, module[name] as Reader)
    }
  }
  return readers
}

const page = readFileSync(join(ROOT, 'docs/commands.md'), 'utf8')
const cells = [...page.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(/ *\| */))
const examplesOf = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, example]) => example as string)
const ofStaff = cells.filter((row) => row.length === 4)

describe('docs/commands.md', () => {
  let readers: Map<string, Reader>
  beforeAll(async () => {
    readers = await findReaders()
  })

  const readersOf = (said: string) =>
    [...readers].filter(([, read]) => read(said, '收到') !== null).map(([name]) => name)

  it('gives examples that are understood', () => {
    const examples = cells.flatMap(([write]) => examplesOf(write))
    expect(examples.length).toBeGreaterThan(80)
    expect(examples.filter((example) => !readersOf(example).length)).toEqual([])
  })

  it('has an example for every kind of command that the bot reads', () => {
    const shown = new Set(cells.flatMap(([write]) => examplesOf(write)).flatMap(readersOf))
    expect(readers.size).toBeGreaterThan(12)
    expect([...readers.keys()].filter((name) => !shown.has(name))).toEqual([])
  })

  it('names every permission that a command asks for, with the roles that have it', () => {
    const named = ofStaff.flatMap(([, , permission]) => examplesOf(permission))
    const asked = Object.keys(PERMISSIONS).filter((name) => sources.some(({ code }) => code.includes(`'${name}'`)))
    expect(asked.length).toBeGreaterThan(10)
    expect(asked.filter((name) => !named.includes(name))).toEqual([])
    for (const [write, , cell, who] of ofStaff) {
      const [permission] = examplesOf(cell)
      const roles = ROLES.filter((role) => permission && may({ role }, permission as Permission))
      expect([write, who]).toEqual([write, permission ? roles.join(', ') : 'all staff'])
    }
  })

  it.each(['zh-CN', 'en'] as const)('and the help on the phone (%s) know the same commands', (locale) => {
    const lines = createSay(locale)('staff.help').split('\n').slice(1)
    const commands = lines.flatMap((line) =>
      line.replace(/^【.+?】|^[A-Z][\w -]*: |（.*）$|\(.*\)$/g, '').split(/／| \/ /),
    )
    // Activities are told in everyday words.
    const strange = commands.filter(
      (said) => !/活动|activity|who is coming/.test(said) && !readersOf(said.trim()).length,
    )
    expect(strange).toEqual([])
  })
})
