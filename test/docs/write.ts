import { readReadme, withConfigTable, writeReadme } from './config-table.js'

/** `npm run docs`: writes what README takes from the code. */
writeReadme(withConfigTable(readReadme()))
