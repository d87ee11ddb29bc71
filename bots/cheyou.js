#!/usr/bin/env node
// Plain JavaScript that an old Node can read, so that it can say what is wrong.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Cheyou 需要 Node.js 20.19 或更新的版本，现在是 ${process.versions.node}。\nCheyou needs Node.js 20.19 or newer; this is ${process.versions.node}.`,
  )
  process.exit(1)
}
// The folder that it is called from may have a tsconfig of its own.
process.env.TSX_TSCONFIG_PATH = new URL('../tsconfig.json', import.meta.url).pathname
import('tsx/esm/api')
  .then(({ register }) => register())
  .then(() => import('./cli.ts'))
  .catch((error) => {
    console.error(error)
    process.exit(1)
  })
