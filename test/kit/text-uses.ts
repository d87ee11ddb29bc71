import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** One place in the code that asks for a text. */
export interface TextUse {
  /** `file:line` */
  where: string
  /** The key itself, or a pattern where a part of it is known at run time only. */
  key: string | RegExp
  /** What it is filled in with, where the code shows it. */
  params?: string[]
}

export interface TextUses {
  /** `say('…')`, `t('…')`, and functions whose first parameter is called `key`. */
  asked: TextUse[]
  /** What goes into the audit log: `<feature>.<outcome>`. */
  audited: TextUse[]
  /** Every string of the code, since keys also wait in tables and variables. */
  strings: Set<string>
}

/** Sources below these folders, except those of the page, whose keys are relative to page.yml. */
export function sourcesBelow(folders: readonly string[], skip: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => /\.tsx?$/.test(file) && !skip.test(file)),
  )
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The keys that an expression may stand for; nothing when it is a variable. */
function keysIn(node: ts.Expression): (string | RegExp)[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)]
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(keysIn)
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return keysIn(node.expression)
  if (ts.isTemplateExpression(node)) {
    const rest = node.templateSpans.map((span) => `[^.]+${literal(span.literal.text)}`).join('')
    return [new RegExp(`^${literal(node.head.text)}${rest}$`)]
  }
  return []
}

const nameOf = (node: ts.Node): string =>
  ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : ''

/** Names of an object literal's properties; undefined when it holds some that cannot be seen. */
function namesIn(node: ts.Expression | undefined): string[] | undefined {
  if (!node) return []
  if (!ts.isObjectLiteralExpression(node) || node.properties.some(ts.isSpreadAssignment)) return undefined
  return node.properties.map((each) => (each.name as ts.Identifier).text)
}

/** Functions of this file that hand a key on. */
function wrappersIn(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const isFunction = ts.isArrowFunction(node) || ts.isFunctionDeclaration(node)
    if (isFunction && node.parameters[0] && nameOf(node.parameters[0].name) === 'key') {
      const named = ts.isArrowFunction(node) ? node.parent : node
      if ((ts.isVariableDeclaration(named) || ts.isFunctionDeclaration(named)) && named.name)
        names.add(nameOf(named.name))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

export function textUses(files: readonly string[]): TextUses {
  const uses: TextUses = { asked: [], audited: [], strings: new Set() }
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
    const wrappers = wrappersIn(source)
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node)) uses.strings.add(node.text)
      if (ts.isCallExpression(node)) {
        const called = nameOf(node.expression)
        const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
        const [first, second] = node.arguments
        const wrapped = wrappers.has(called)
        if (first && (wrapped || called === 'say' || called === 't'))
          // Other functions have a parameter called `key` too; the key of a text has a dot in it.
          for (const key of keysIn(first))
            if (!wrapped || String(key).includes('.'))
              uses.asked.push({ where, key, params: wrapped ? undefined : namesIn(second) })
        if (second && called === 'audit') for (const key of keysIn(second)) uses.audited.push({ where, key })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return uses
}
