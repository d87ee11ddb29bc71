import type { Segment } from './types.js'

const plain = (text: string) =>
  text.replace(/&#91;/g, '[').replace(/&#93;/g, ']').replace(/&#44;/g, ',').replace(/&amp;/g, '&')

/** Written apart from the product's own reader, so that the two can disagree. */
export function parseCqString(given: string): Segment[] {
  return given
    .split(/(\[CQ:[^\]]+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      if (!part.startsWith('[CQ:')) return { type: 'text', data: { text: plain(part) } }
      const [type = '', ...pairs] = part.slice(4, -1).split(',')
      const data: Record<string, string> = {}
      for (const pair of pairs) {
        const [key = '', ...value] = pair.split('=')
        data[key] = plain(value.join('='))
      }
      return { type, data }
    })
}

export function toCqString(segments: readonly Segment[]): string {
  const shield = (text: string) =>
    text.replace(/[&[\]]/g, (mark) => ({ '&': '&amp;', '[': '&#91;', ']': '&#93;' })[mark] as string)
  return segments
    .map(({ type, data }) => {
      if (type === 'text') return shield(String(data.text))
      const pairs = Object.entries(data).map(
        ([key, value]) => `,${key}=${shield(String(value)).replace(/,/g, '&#44;')}`,
      )
      return `[CQ:${type}${pairs.join('')}]`
    })
    .join('')
}
