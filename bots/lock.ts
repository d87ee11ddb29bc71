import sqlite3 from 'sqlite3'
import { CheyouError } from '../src/kit/errors.js'

/**
 * Lets one process at a time run the bot on a data folder. A lock of SQLite's own: the system drops it when the
 * process dies, however it dies.
 */
export function lockHome(home: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const lock = new sqlite3.Database(`${home}/cheyou.lock`, (error) => error && reject(error))
    lock.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE', (error) => {
      if (!error) return resolve(() => closed(lock))
      lock.close()
      reject(new CheyouError('home_in_use', { where: home }, { cause: error }))
    })
  })
}

/** Whether a bot runs on the data folder right now. */
export function isHomeInUse(home: string): Promise<boolean> {
  return new Promise((resolve) => {
    const lock = new sqlite3.Database(`${home}/cheyou.lock`, sqlite3.OPEN_READONLY, (error) => error && resolve(false))
    lock.configure('busyTimeout', 0)
    // Whoever holds the lock lets nobody read.
    lock.get('SELECT 1 FROM sqlite_master', (error) => {
      lock.close()
      resolve((error as { code?: string } | null)?.code === 'SQLITE_BUSY')
    })
  })
}

/** It is let go only once the file is closed. */
const closed = (lock: sqlite3.Database) => new Promise<void>((resolve) => lock.close(() => resolve()))
