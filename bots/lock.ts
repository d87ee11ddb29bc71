import sqlite3 from 'sqlite3'
import { CheyouError } from '../src/kit/errors.js'

/**
 * Lets one process at a time run the bot on a data folder. A lock of SQLite's own: the system drops it when the
 * process dies, however it dies.
 */
export function lockHome(home: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const lock = new sqlite3.Database(`${home}/cheyou.lock`, (error) => error && reject(error))
    lock.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE', (error) => {
      if (error) reject(new CheyouError('home_in_use', { where: home }, { cause: error }))
      else resolve(() => lock.close())
    })
  })
}
