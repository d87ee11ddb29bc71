import { lineSplitter } from './line-splitter.js'
import type { ToInstant } from './moment.js'
import { qqReader } from './qq-reader.js'
import type { Decode } from './types.js'

/** The txt of QQ's 消息管理器. `compact` files have no blank line between messages. */
export function decodeQq(toInstant: ToInstant, compact = false): Decode {
  return async function* (text) {
    const splitter = lineSplitter()
    const reader = qqReader(toInstant, compact)
    for await (const piece of text) {
      for (const line of splitter.push(piece)) yield* reader.line(line)
    }
    for (const line of splitter.end()) yield* reader.line(line)
    yield* reader.end()
  }
}
