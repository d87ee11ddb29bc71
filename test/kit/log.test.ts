import { expect, it } from '@jest/globals'
import { QueryFailedError } from 'typeorm'
import { createLog } from '../../src/kit/log.js'

const logged = (what: object): string => {
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) }).error(what, 'it failed')
  return lines.join('')
}

it.each(['error', 'err'])('says what went wrong and where, under `%s`', (key) => {
  const { [key]: error } = JSON.parse(logged({ [key]: new TypeError('no such thing') }))
  expect(error).toMatchObject({ type: 'TypeError', message: 'no such thing' })
  expect(error.stack).toContain('log.test')
})

it('tells the cause too, and the code by which an operator looks it up', () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  const { error } = JSON.parse(logged({ error: new Error('unreachable', { cause }) }))
  expect(error.cause).toMatchObject({ message: 'connect', code: 'ECONNREFUSED' })
})

it('holds nothing of what people said when a statement fails', () => {
  const failed = new QueryFailedError(
    'INSERT INTO messages',
    ['老周', '我的电话 13800138000'],
    Object.assign(new Error('constraint failed'), { code: 'SQLITE_CONSTRAINT', detail: 'Key (text)=(13800138000)' }),
  )
  const line = logged({ error: new Error('taking in', { cause: failed }), err: failed })
  expect(line).toContain('constraint failed')
  expect(line).toContain('SQLITE_CONSTRAINT')
  for (const secret of ['老周', '13800138000']) expect(line).not.toContain(secret)
})

it('leaves alone what is no error', () => {
  expect(JSON.parse(logged({ error: 'TimeoutError' }))).toMatchObject({ error: 'TimeoutError' })
})
