import { appendFileSync } from 'node:fs'

let file

/** Writes down the address of each module that is loaded. */
export function initialize(options) {
  file = options.file
}

export async function load(url, context, next) {
  appendFileSync(file, `${url}\n`)
  return next(url, context)
}
